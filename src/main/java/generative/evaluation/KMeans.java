package generative.evaluation;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayList;
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

    /// Starts at k different rows of x chosen at random and makes at most `rounds` rounds; stops early when nothing moves.
    public static KMeans fit(Matrix x, int k, int rounds, RandomGenerator random) {
        if (k < 1 || k > x.numRows())
            throw new IllegalArgumentException("k must lie between 1 and the " + x.numRows() + " rows, got " + k);
        int[] order = Randoms.permutation(x.numRows(), random);
        Matrix centroids = x.selectRows(java.util.Arrays.copyOf(order, k));
        List<Double> inertia = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            NearestNeighbours nearest = NearestNeighbours.of(x, centroids);
            inertia.add(java.util.Arrays.stream(nearest.distance()).sum());
            Matrix moved = means(x, nearest, k);
            boolean still = moved.isIdentical(centroids, 0);
            centroids = moved;
            if (still) break;
        }
        return new KMeans(centroids, List.copyOf(inertia));
    }

    private static Matrix means(Matrix x, NearestNeighbours nearest, int k) {
        int d = x.numCols();
        double[] sums = new double[k * d];
        int[] count = new int[k];
        for (int n = 0; n < x.numRows(); n++) {
            int j = nearest.index()[n];
            count[j]++;
            for (int i = 0; i < d; i++) sums[j * d + i] += x.get(n * d + i);
        }
        Matrix means = x.like(k, d);
        double[] distance = nearest.distance().clone();
        for (int j = 0; j < k; j++) {
            if (count[j] > 0) {
                for (int i = 0; i < d; i++) means.set(j * d + i, sums[j * d + i] / count[j]);
            } else {
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
