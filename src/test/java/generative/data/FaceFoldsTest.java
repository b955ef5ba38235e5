package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.FaceFolds.Fold;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaceFoldsTest {

    @TempDir
    private Path folder;

    /// A folder of plain grey images, as many as asked, of a grey value of its own.
    private void images(String part, int count, int grey) throws IOException {
        Path where = Files.createDirectories(folder.resolve(part));
        for (int n = 0; n < count; n++) {
            BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 2304; p++) image.getRaster().setSample(p % 48, p / 48, 0, grey);
            ImageIO.write(image, "png", where.resolve(n + ".png").toFile());
        }
    }

    private void layout() throws IOException {
        images("unlabeled", 3, 255);
        for (int k = 1; k <= 5; k++) {
            images("fold-" + k + "/validation", k, 10 * k);
            images("fold-" + k + "/test", 2, 10 * k + 5);
        }
    }

    @Test
    void everyFolderLandsInItsPlace() throws IOException {
        layout();
        FaceFolds faces = FaceFolds.load(folder);
        assertThat(faces.unlabeled().size()).isEqualTo(3);
        assertThat(faces.unlabeled().x().get(0)).isEqualTo(1);
        assertThat(faces.folds()).hasSize(5);
        for (int k = 1; k <= 5; k++) {
            Fold fold = faces.folds().get(k - 1);
            assertThat(fold.validation().size()).isEqualTo(k);
            assertThat(fold.validation().x().get(2303)).isEqualTo(10 * k / 255f);
            assertThat(fold.test().x().get(2303)).isEqualTo((10 * k + 5) / 255f);
        }
        assertThat(faces).hasToString(folder.getFileName() + " unlabeled: 3 images of 48×48, no labels;"
                + " 5 folds of 1 for validation and 2 for testing");
    }

    @Test
    void aMissingFolderIsNamedWithTheLayout() throws IOException {
        layout();
        Files.move(folder.resolve("fold-4/test"), folder.resolve("fold-4/tests"));
        assertThatThrownBy(() -> FaceFolds.load(folder)).isInstanceOf(UserException.class)
                .hasMessage("There is no folder fold-4/test in " + folder
                        + "; faces lie in unlabeled, fold-1/validation, fold-1/test and so on to fold-5/test.");
    }

    @Test
    void facesOfAnotherSizeAreRefused() throws IOException {
        layout();
        ImageIO.write(new BufferedImage(96, 96, BufferedImage.TYPE_BYTE_GRAY), "png",
                folder.resolve("unlabeled/large.png").toFile());
        assertThatThrownBy(() -> FaceFolds.load(folder)).isInstanceOf(UserException.class)
                .hasMessageContaining("large.png is an image of 96×96 where images of 48×48 are wanted");
    }

    @Test
    void drawnFacesComeInTheSameShapeAndNeverTwice() {
        FaceFolds faces = FaceFolds.synthetic(70, 7, 14);
        assertThat(faces)
                .hasToString("synthetic faces: 70 images of 48×48, 7 classes; 5 folds of 7 for validation and 14 for testing");
        List<ImageSet> all = new ArrayList<>(List.of(faces.unlabeled()));
        for (Fold fold : faces.folds()) Collections.addAll(all, fold.validation(), fold.test());
        for (ImageSet one : all)
            for (ImageSet other : all) {
                double[] distance = new double[one.size()];
                one.x().nearest(other.x(), distance);
                for (double d : distance)
                    assertThat(one == other || d > 1).as("%s are not the same faces", distance).isTrue();
            }
        assertThat(FaceFolds.synthetic(70, 7, 14).folds().get(2).test().x().floats())
                .isEqualTo(faces.folds().get(2).test().x().floats());
    }

    @Test
    void fourFoldsAreNotFive() {
        FaceFolds faces = FaceFolds.synthetic(1, 1, 1);
        assertThatThrownBy(() -> new FaceFolds(faces.unlabeled(), faces.folds().subList(0, 4)))
                .hasMessage("faces come in 5 folds, not 4");
    }
}
