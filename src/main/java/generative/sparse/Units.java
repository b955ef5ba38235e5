package generative.sparse;

import java.math.BigDecimal;
import java.math.MathContext;

/// Large numbers in the units in which people say them.
public final class Units {

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final double MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365.25 * DAY;

    private Units() { }

    /// "1.074 GB": four digits, and steps of a thousand.
    public static String bytes(double bytes) {
        int unit = 0;
        double shown = bytes;
        while (shown >= 999.95 && unit < BYTES.length - 1) {
            shown /= 1000;
            unit++;
        }
        return number(shown, 4) + " " + BYTES[unit];
    }

    /// "2.3 days": two digits or more, and the largest unit of which there is one or more.
    public static String time(double seconds) {
        if (seconds < 1) return number(1000 * seconds, 2) + " ms";
        if (seconds < 2 * MINUTE) return number(seconds, 2) + " s";
        if (seconds < 2 * HOUR) return number(seconds / MINUTE, 2) + " minutes";
        if (seconds < 2 * DAY) return number(seconds / HOUR, 2) + " hours";
        if (seconds < 2 * YEAR) return number(seconds / DAY, 2) + " days";
        return number(seconds / YEAR, 2) + " years";
    }

    /// Rounded to this many digits, but no whole number is cut.
    private static String number(double value, int digits) {
        if (Math.abs(value) >= Math.pow(10, digits)) return String.format(java.util.Locale.ROOT, "%,.0f", value);
        return new BigDecimal(value).round(new MathContext(digits)).toPlainString();
    }
}
