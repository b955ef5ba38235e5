package generative.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Finds the word somebody meant: the one that needs the fewest letters changed, where its end may be left out.
///
/// ```
/// D[i,j] = least of  D[i−1,j] + 1,  D[i,j−1] + 1,  D[i−1,j−1] + [aᵢ ≠ bⱼ]         D[i,0] = i,  D[0,j] = j
/// distance of a to the beginnings of b = least over j of D[|a|, j],  to b itself = D[|a|, |b|]
/// ```
/// The beginnings decide, since long names are seldom written in full; among equals the whole word does.
///
/// Source: Levenshtein (1966); the table is that of Wagner and Fischer (1974), of which one row is kept.
final class NearestWord {

    private NearestWord() { }

    /// The nearest of the words, the first one in a tie.
    static String to(String word, List<String> words) {
        ToIntFunction<String> toItsBeginning = other -> IntStream.of(distances(word, other)).min().orElseThrow();
        ToIntFunction<String> toAllOfIt = other -> distances(word, other)[other.length()];
        return words.stream().min(Comparator.comparingInt(toItsBeginning).thenComparingInt(toAllOfIt)).orElseThrow();
    }

    /// Letters to insert, delete or replace in `a` to make the first j letters of `b`, for each j.
    static int[] distances(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row;
    }
}
