package generative.imagegpt;

import generative.math.Randoms;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A model that sees images with holes is asked several times, with other holes each time, and the class named most often wins.
///
/// ```
/// vote[b, c] = how many of the k answers about image b are c          class b = a c with the most votes, one of equals by lot
/// ```
/// A BERT model has never seen a whole image, so 15 % of the pixels are hidden when it is judged, too. Which ones they are should
/// not decide: five independent draws are taken.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 4.6.
public final class MaskVote {

    /// Draws of what is hidden.
    public static final int MASKS = 5;

    private MaskVote() { }

    /// The class of each image.
    ///
    /// @param answers of each draw, the class of each image
    public static int[] of(int[][] answers, int classes, RandomGenerator random) {
        if (answers.length == 0) throw new IllegalArgumentException("a vote needs 1 answer or more");
        for (int[] some : answers)
            if (some.length != answers[0].length)
                throw new IllegalArgumentException("one draw has answers about " + answers[0].length + " images, another about "
                        + some.length);
        int[] chosen = new int[answers[0].length];
        for (int b = 0; b < chosen.length; b++) {
            int[] votes = new int[classes];
            for (int[] draw : answers) votes[draw[b]]++;
            int most = IntStream.of(votes).max().orElseThrow();
            int[] equals = IntStream.range(0, classes).filter(c -> votes[c] == most).toArray();
            chosen[b] = equals[equals.length == 1 ? 0 : random.nextInt(equals.length)];
        }
        return chosen;
    }

    /// Three images, five answers about each.
    public static void demo() {
        int[][] answers = {{7, 3, 1}, {7, 3, 4}, {2, 5, 1}, {7, 5, 4}, {7, 8, 9}};
        System.out.println("asked five times: 7 7 2 7 7     3 3 5 5 8     1 4 1 4 9");
        for (int seed = 1; seed <= 4; seed++) {
            int[] chosen = of(answers, 10, Randoms.of(seed));
            System.out.println("the vote:         " + chosen[0] + "             " + chosen[1] + "             " + chosen[2]);
        }
        System.out.println("The first is settled whatever one draw hides; where two classes are level the lot decides.");
    }
}
