package generative.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.plot.AnimatedGif;
import generative.plot.BarChart;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PageTest {

    @TempDir Path folder;

    private static Picture picture(int width, String alt) {
        return new Picture(new BufferedImage(width, 5, BufferedImage.TYPE_INT_RGB), alt);
    }

    private static Document read(Path html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(Files.readString(html))));
    }

    private static List<Element> all(Document page, String tag) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < page.getElementsByTagName(tag).getLength(); i++) found.add((Element) page.getElementsByTagName(tag).item(i));
        return found;
    }

    @Test void everyPictureIsBesideThePageWithItsSizeAndItsWords() throws Exception {
        Path html = new Page("t", "i").section("one", "One", "text").picture("a.png", picture(30, "a \"black\" bar"), "see")
                .section("two", "Two", "text").picture("b.png", picture(40, "another"), "see")
                .animation("c.gif", new AnimatedGif(100).add(picture(20, "x")), "a film", "see").save(folder.resolve("deep/tour"));
        assertThat(html).isEqualTo(folder.resolve("deep/tour/index.html"));
        List<Element> images = all(read(html), "img");
        assertThat(images).extracting(image -> image.getAttribute("alt")).containsExactly("a \"black\" bar", "another", "a film");
        for (Element image : images) {
            BufferedImage file = ImageIO.read(html.resolveSibling(image.getAttribute("src")).toFile());
            assertThat(image.getAttribute("width")).isEqualTo(Integer.toString(file.getWidth()));
            assertThat(image.getAttribute("height")).isEqualTo(Integer.toString(file.getHeight()));
        }
    }

    @Test void headingsContentsAndLinksBelongTogether() throws Exception {
        Document page = read(new Page("A title", "One sentence.").section("gan", "Two players", "a").section("igpt", "Pixels in a row", "b").save(folder));
        assertThat(all(page, "h1")).singleElement().extracting(Element::getTextContent).isEqualTo("A title");
        assertThat(all(page, "h2")).extracting(Element::getTextContent).containsExactly("Two players", "Pixels in a row");
        assertThat(all(page, "section")).extracting(section -> "#" + section.getAttribute("id"))
                .isEqualTo(all(page, "a").stream().map(a -> a.getAttribute("href")).toList());
        assertThat(all(page, "meta")).anyMatch(meta -> meta.getAttribute("name").equals("viewport"));
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    }

    @Test void nothingIsFetchedAndNothingRuns() throws Exception {
        Path html = new Page("t", "i").section("a", "A", "text").picture("a.png", picture(3, "alt"), "see").save(folder);
        assertThat(Files.readString(html)).doesNotContain("http", "<script", "@import", "url(").contains("prefers-color-scheme: dark");
    }

    @Test void textIsTextWhateverItHolds() throws Exception {
        String nasty = "a < b && \"c\" > 'd' </p><script>alert(1)</script> %s \u0000\u001b[31m × π";
        String kept = nasty.replace("\u0000", "").replace("\u001b", "");
        Document page = read(new Page(nasty, nasty).section("s", nasty, nasty).paragraph(nasty).code(nasty + "\n  indented")
                .picture("p.png", picture(3, nasty), nasty).table(nasty, List.of(nasty), List.of(List.of(nasty))).save(folder));
        for (String tag : List.of("title", "h1", "h2", "p", "figcaption", "caption", "th"))
            assertThat(all(page, tag)).isNotEmpty().extracting(Element::getTextContent).containsOnly(kept);
        assertThat(all(page, "img").getFirst().getAttribute("alt")).isEqualTo(kept);
        assertThat(all(page, "pre").getFirst().getTextContent()).isEqualTo(kept + "\n  indented");
        assertThat(all(page, "script")).isEmpty();
    }

    @Test void emptyLinesMakeParagraphsAndBackQuotesCode() throws Exception {
        Document page = read(new Page("t", "i").paragraph("Run `gan train`.\n\nThen look\nagain.").save(folder));
        assertThat(all(page, "p")).extracting(Element::getTextContent).containsExactly("i", "Run gan train.", "Then look\nagain.");
        assertThat(all(page, "code")).singleElement().extracting(Element::getTextContent).isEqualTo("gan train");
    }

    @Test void numbersStandAtTheRight() throws Exception {
        Document page = read(new Page("t", "i").table("c", List.of("model", "nats", "note"), List.of(
                List.of("ours", "−203.4 ± 12", "2 runs"), List.of("paper", "225", "1e-3"), List.of("none", "–", "12 %"))).save(folder));
        assertThat(all(page, "td").stream().filter(cell -> cell.getAttribute("class").equals("number")).map(Element::getTextContent))
                .containsExactly("−203.4 ± 12", "225", "1e-3", "12 %");
        assertThat(all(page, "th").stream().filter(cell -> cell.getAttribute("class").equals("number")).map(Element::getTextContent))
                .containsExactly("nats");
    }

    @Test void mistakesOfTheCallerAreNamed() {
        Page page = new Page("t", "i").section("a", "A", "").picture("a.png", picture(3, "alt"), "see");
        assertThatThrownBy(() -> page.section("a", "B", "")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> page.section("no spaces", "B", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.picture("a.png", picture(3, "alt"), "see")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a.png");
        assertThatThrownBy(() -> page.picture("../b.png", picture(3, "alt"), "see")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.table("c", List.of("x", "y"), List.of(List.of("1")))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 cells");
    }

    @Test void aFolderThatCannotBeWrittenIsOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Page("t", "i").save(file)).isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString()).hasMessageNotContaining("\n");
    }

    @Test void sampleToLookAt() throws Exception {
        double[] x = new double[100], y = new double[100];
        AnimatedGif film = new AnimatedGif(150);
        for (int i = 0; i < 100; i++) {
            x[i] = i;
            y[i] = Math.log(4) * (1 - Math.exp(-i / 20.0));
        }
        Matrix images = Matrix.zeros(20, 64);
        for (int i = 0; i < 20 * 64; i++) images.set(i, (i * 37 % 101) / 100.0);
        for (int t = 1; t <= 8; t++) film.add(new ImageGrid(images.scale(t / 8.0), 8, 8).columns(5).picture("step"));
        Path html = new Page("A tour of generative models", "Seven small experiments, each with a picture and a sentence that says what to see.")
                .section("gan", "Two players", "The generator draws, the discriminator judges: `D(x)` is the chance that `x` is real.\n\nA second paragraph follows.")
                .picture("losses.png", new LineChart("The losses of the two players", "step", "loss").line("discriminator", x, y)
                        .level("2 ln 2: a draw", Math.log(4)).picture("The loss of the discriminator rises to 2 ln 2."), "The loss rises to 2 ln 2, where D(x) = ½ everywhere.")
                .picture("samples.png", new ImageGrid(images, 8, 8).columns(10).frameLastColumn().picture("Twenty samples"), "Yellow: the nearest training image.")
                .animation("film.gif", film, "Samples that grow brighter", "The samples while the generator learns.")
                .section("table", "Table 1", "Parzen-window estimates of the log-likelihood.")
                .table("Log-likelihood in nats, mean and standard error", List.of("model", "MNIST", "TFD", "seconds", "where the number comes from"),
                        List.of(List.of("adversarial nets, ours", "203.4 ± 12", "1,903 ± 40", "61.2 s", "this run"),
                                List.of("adversarial nets, paper", "225 ± 2", "2,057 ± 26", "–", "Table 1 of the paper")))
                .picture("bars.png", new BarChart("Log-likelihood on MNIST", "nats (higher is better)").bar("ours", 203.4, 12).bar("paper", 225, 2)
                        .picture("Bars of 203 and 225 nats."), "Ours is a little lower.")
                .code("./mvnw -q compile exec:exec -Drun=\"gan train --epochs 50 --seed 1 --out target/gan --and-some-more-options yes\"")
                .save(Path.of("target/look/page"));
        assertThat(read(html)).isNotNull();
    }
}
