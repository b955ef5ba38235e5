package generative.sparse;

import java.util.Locale;

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
        return (unit == 0 ? String.format(Locale.ROOT, "%.0f", shown) : number(shown, 4)) + " " + BYTES[unit];
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

    /// So many digits, but no whole number is cut.
    private static String number(double value, int digits) {
        if (value >= Math.pow(10, digits)) return String.format(Locale.ROOT, "%,.0f", value);
        int before = value < 1 ? 1 : (int) Math.floor(Math.log10(value)) + 1;
        return String.format(Locale.ROOT, "%." + (digits - before) + "f", value);
    }
}
