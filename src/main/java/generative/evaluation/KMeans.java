package generative.evaluation;

import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// k-means finds k points such that every image is near one of them.
///
/// ```
/// repeat   cₙ = argminⱼ ‖x[n] − s[j]‖²            assign each image to its nearest centroid
///          s[j] = mean of the x[n] with cₙ = j     move each centroid to the middle of its images
/// inertia  Σₙ ‖x[n] − s[cₙ]‖²                      never rises
/// ```
/// A centroid without images is put on the image that is farthest from its own centroid.
///
/// The centroids are one of the two sanity rows of the Parzen estimate: as "samples" they score higher than real images.
///
/// @param centroids k×d
/// @param inertia   after each assignment, in the order of the rounds
///
/// Source: Lloyd (1957/1982); its use as a check: Theis, van den Oord and Bethge (2016), section 3.
public record KMeans(Matrix centroids, List<Double> inertia) {

    private static final int SLICES = 8;

    /// Starts at k different rows of x chosen at random and makes at most `rounds` rounds; stops early when nothing moves.
    public static KMeans fit(Matrix x, int k, int rounds, RandomGenerator random) {
        if (k < 1 || k > x.numRows())
            throw new IllegalArgumentException("k must lie between 1 and the " + x.numRows() + " rows, got " + k);
        int[] order = Randoms.permutation(x.numRows(), random);
        KMeans found = new KMeans(x.selectRows(Arrays.copyOf(order, k)), List.of());
        for (int round = 0; round < rounds; round++) {
            KMeans moved = found.next(x);
            boolean still = moved.centroids.isIdentical(found.centroids, 0);
            found = moved;
            if (still) break;
        }
        return found;
    }

    /// One round more: assigns each row of x and moves the centroids.
    public KMeans next(Matrix x) {
        NearestNeighbours nearest = NearestNeighbours.of(x, centroids);
        List<Double> inertias = new ArrayList<>(inertia);
        inertias.add(sum(nearest.distance()));
        return new KMeans(means(x, nearest, centroids.numRows()), List.copyOf(inertias));
    }

    /// Σₙ ‖x[n] − s[cₙ]‖² in slices, so that threads can share them and the bits do not depend on how many there are.
    private static double sum(double[] distance) {
        double[] sums = new double[SLICES];
        Backend.current().inParts(SLICES, slice -> {
            int from = (int) ((long) distance.length * slice / SLICES), to = (int) ((long) distance.length * (slice + 1) / SLICES);
            double total = 0;
            for (int n = from; n < to; n++) total += distance[n];
            sums[slice] = total;
        });
        return Arrays.stream(sums).sum();
    }

    private static Matrix means(Matrix x, NearestNeighbours nearest, int k) {
        int d = x.numCols();
        double[] sums = new double[k * d];
        int[] count = new int[k];
        x.addRowsByIndex(nearest.index(), sums, count);
        Matrix means = x.like(k, d);
        double[] distance = null;
        for (int j = 0; j < k; j++) {
            if (count[j] > 0) {
                for (int i = 0; i < d; i++) means.set(j * d + i, sums[j * d + i] / count[j]);
            } else {
                if (distance == null) distance = nearest.distance().clone();
                int far = farthest(distance);
                distance[far] = Double.NEGATIVE_INFINITY;                  // each empty centroid gets another image
                for (int i = 0; i < d; i++) means.set(j * d + i, x.get(far * d + i));
            }
        }
        return means;
    }

    private static int farthest(double[] distance) {
        int far = 0;
        for (int n = 1; n < distance.length; n++) if (distance[n] > distance[far]) far = n;
        return far;
    }

    @Override public String toString() {
        return "KMeans of " + centroids.numRows() + " centroids, inertia "
                + (inertia.isEmpty() ? "unknown" : inertia.getFirst() + " → " + inertia.getLast());
    }

    /// Two clouds of points on a line.
    public static void demo() {
        RandomGenerator random = Randoms.of(1);
        Matrix x = Matrix.zeros(200, 1);
        for (int n = 0; n < 200; n++) x.set(n, (n < 100 ? -5 : 5) + random.nextGaussian());
        KMeans found = fit(x, 2, 20, random);
        System.out.println("clouds around −5 and 5; centroids found: " + found.centroids());
        System.out.println("inertia, round by round: " + found.inertia());
        System.out.println("Each round can only lower the inertia.");
    }
}
