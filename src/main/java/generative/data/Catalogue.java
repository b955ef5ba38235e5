package generative.data;

import generative.UserException;
import generative.data.RemoteFile.Member;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The public data sets of the papers: where they are, how large, under which terms.
///
/// Sizes and SHA-256 of the downloads are those that TensorFlow Datasets publishes (folder `url_checksums`), for enwik8
/// those of Hugging Face's `datasets`; addresses are the authors' own or, where these have no https, a copy with the
/// same SHA-256. Sizes inside archives follow from the formats: a record of CIFAR-10 has 1 + 3·32·32 bytes, of
/// CIFAR-100 2 + 3·32·32, an image of STL-10 3·96·96. What is unpacked is what loaders read, with the names of classes.
///
/// @param sets in the order in which they are listed
public record Catalogue(List<PublicDataSet> sets) {

    private static final String MNIST = "https://storage.googleapis.com/cvdf-datasets/mnist/",
            FASHION = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            CIFAR = "https://www.cs.toronto.edu/~kriz/";
    private static final long SMALL = RemoteFile.SMALL;

    public Catalogue {
        sets = List.copyOf(sets);
    }

    /// What the command `download` offers.
    public static Catalogue standard() {
        return new Catalogue(List.of(mnist(), fashionMnist(), cifar10(), cifar100(), stl10(), enwik8()));
    }

    private static PublicDataSet mnist() {
        return new PublicDataSet("mnist", "CC BY-SA 3.0", List.of(
                file(MNIST + "train-images-idx3-ubyte.gz", 9_912_422,
                        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                file(MNIST + "train-labels-idx1-ubyte.gz", 28_881,
                        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                file(MNIST + "t10k-images-idx3-ubyte.gz", 1_648_877,
                        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                file(MNIST + "t10k-labels-idx1-ubyte.gz", 4_542,
                        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));
    }

    private static PublicDataSet fashionMnist() {
        return new PublicDataSet("fashion-mnist", "MIT", List.of(
                file(FASHION + "train-images-idx3-ubyte.gz", 26_421_880,
                        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                file(FASHION + "train-labels-idx1-ubyte.gz", 29_515,
                        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                file(FASHION + "t10k-images-idx3-ubyte.gz", 4_422_102,
                        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                file(FASHION + "t10k-labels-idx1-ubyte.gz", 5_148,
                        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));
    }

    private static PublicDataSet cifar10() {
        return new PublicDataSet("cifar10", "none stated (cite Krizhevsky 2009)", List.of(
                file(CIFAR + "cifar-10-binary.tar.gz", 170_052_171,
                        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                        new Member("data_batch_1.bin", 30_730_000), new Member("data_batch_2.bin", 30_730_000),
                        new Member("data_batch_3.bin", 30_730_000), new Member("data_batch_4.bin", 30_730_000),
                        new Member("data_batch_5.bin", 30_730_000), new Member("test_batch.bin", 30_730_000),
                        new Member("batches.meta.txt", SMALL))));
    }

    private static PublicDataSet cifar100() {
        return new PublicDataSet("cifar100", "none stated (cite Krizhevsky 2009)", List.of(
                file(CIFAR + "cifar-100-binary.tar.gz", 168_513_733,
                        "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                        new Member("train.bin", 153_700_000), new Member("test.bin", 30_740_000),
                        new Member("coarse_label_names.txt", SMALL), new Member("fine_label_names.txt", SMALL))));
    }

    private static PublicDataSet stl10() {
        return new PublicDataSet("stl10", "none stated (images from ImageNet)", List.of(
                file("https://cs.stanford.edu/~acoates/stl10/stl10_binary.tar.gz", 2_640_397_119L,
                        "f31fd99273a1acb8609c8db427cebb1de3f71de77758cdc0e22956e1289b9866",
                        new Member("train_X.bin", 138_240_000), new Member("train_y.bin", 5_000),
                        new Member("test_X.bin", 221_184_000), new Member("test_y.bin", 8_000),
                        new Member("unlabeled_X.bin", 2_764_800_000L),
                        new Member("class_names.txt", SMALL), new Member("fold_indices.txt", SMALL))));
    }

    private static PublicDataSet enwik8() {
        return new PublicDataSet("enwik8", "GFDL (Wikipedia of 2006)", List.of(
                file("https://mattmahoney.net/dc/enwik8.zip", 36_445_475,
                        "547994d9980ebed1288380d652999f38a14fe291a6247c157c3d33d4932534bc",
                        new Member("enwik8", 100_000_000))));
    }

    private static RemoteFile file(String address, long size, String sha256, Member... members) {
        return new RemoteFile(URI.create(address), size, sha256, List.of(members));
    }

    /// Whether there is a data set of exactly this name.
    public boolean has(String name) {
        return sets.stream().anyMatch(set -> set.name().equals(name));
    }

    /// The data set of this name; `CIFAR-10` and `cifar_10` are as good as `cifar10`.
    ///
    /// @throws UserException if there is none, with the nearest name, if any is near
    public PublicDataSet get(String name) {
        for (PublicDataSet set : sets) if (plain(set.name()).equals(plain(name))) return set;
        List<String> names = sets.stream().map(PublicDataSet::name).toList();
        Comparator<String> byDistance = Comparator.comparingInt(other -> distance(plain(other), plain(name)));
        String nearest = names.stream().min(byDistance).orElseThrow();
        int longer = Math.max(plain(nearest).length(), plain(name).length());
        boolean near = 2 * distance(plain(nearest), plain(name)) <= longer;
        String all = String.join(", ", names);
        throw new UserException("There is no data set " + name + "; "
                + (near ? "did you mean " + nearest + "? (There are " + all + ".)" : "choose from " + all + "."));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// How many letters have to be changed, added or left out to make one word of the other (Levenshtein).
    ///
    /// ```
    /// d[i, j] = min(d[i−1, j] + 1,  d[i, j−1] + 1,  d[i−1, j−1] + (aᵢ ≠ bⱼ))        d[i, 0] = i,  d[0, j] = j
    /// ```
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) above[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++)
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1,
                        above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            above = row;
        }
        return above[b.length()];
    }
}
