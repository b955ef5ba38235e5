package generative.tour;

import generative.UserException;
import generative.data.AtomicFile;
import generative.plot.AnimatedGif;
import generative.plot.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The page that the tour leaves behind: headings, text, pictures and tables in one file that any browser opens.
///
/// It needs no network and no script: the style sheet is inside, the pictures lie beside it. Everything is escaped, so
/// a text may hold `<`, `&` and quotes; words between back-quotes are set as code, and an empty line begins a paragraph.
/// The file is also well-formed XML, which the tests use to read it.
public final class Page {

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*"), ID = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile(
            "[-−+]?[0-9][0-9.,]*([eE][-−+]?[0-9]+)?( ?± ?[0-9][0-9.,]*)?( ?(%|×|ms|s|min|h|MB|GB|kB|nats|bits|GFLOP/s))?");

    private record Section(String id, String heading) { }

    private final String title, introduction;
    private final List<Section> sections = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private final List<Picture> pictures = new ArrayList<>();
    private final Map<String, java.util.function.Consumer<Path>> files = new LinkedHashMap<>();

    public Page(String title, String introduction) {
        this.title = title;
        this.introduction = introduction;
    }

    /// Begins a part of the page, which the list at its top leads to.
    public Page section(String id, String heading, String text) {
        if (!ID.matcher(id).matches()) throw new IllegalArgumentException("a section's id is made of a-z, 0-9 and -, not \"" + id + "\"");
        if (sections.stream().anyMatch(section -> section.id.equals(id)))
            throw new IllegalArgumentException("there are two sections with the id \"" + id + "\"");
        if (!sections.isEmpty()) body.append("</section>\n");
        sections.add(new Section(id, heading));
        body.append("<section id=\"").append(id).append("\">\n<h2>").append(inline(heading)).append("</h2>\n");
        return paragraph(text);
    }

    public Page paragraph(String text) {
        for (String part : text.split("\\R\\s*\\R"))
            if (!part.isBlank()) body.append("<p>").append(inline(part.strip())).append("</p>\n");
        return this;
    }

    /// Shows a picture, whose PNG is saved beside the page, and says below it what to see.
    public Page picture(String fileName, Picture picture, String whatToSee) {
        file(fileName, ".png", picture::save);
        pictures.add(picture);
        return figure(fileName, picture.image().getWidth(), picture.image().getHeight(), picture.alt(), whatToSee);
    }

    /// Shows an animation, whose GIF is saved beside the page.
    public Page animation(String fileName, AnimatedGif gif, String alt, String whatToSee) {
        if (alt.isBlank()) throw new IllegalArgumentException("an animation needs words for those who cannot see it");
        file(fileName, ".gif", gif::save);
        return figure(fileName, gif.width(), gif.height(), alt, whatToSee);
    }

    private void file(String name, String ending, java.util.function.Consumer<Path> save) {
        if (!FILE_NAME.matcher(name).matches() || !name.endsWith(ending))
            throw new IllegalArgumentException("a file beside the page needs a plain name that ends in " + ending + ", not \"" + name
                    + "\"");
        if (files.putIfAbsent(name, save) != null)
            throw new IllegalArgumentException("there are two files named \"" + name + "\"");
    }

    private Page figure(String file, int width, int height, String alt, String whatToSee) {
        body.append("<figure>\n<a href=\"").append(file).append("\"><img src=\"").append(file).append("\" width=\"").append(width)
                .append("\" height=\"").append(height).append("\" alt=\"").append(escape(alt)).append("\"/></a>\n<figcaption>")
                .append(inline(whatToSee)).append("</figcaption>\n</figure>\n");
        return this;
    }

    /// A table whose first column names the rows; numbers are set to the right.
    public Page table(String caption, List<String> header, List<List<String>> rows) {
        for (List<String> row : rows)
            if (row.size() != header.size())
                throw new IllegalArgumentException("the row " + row + " has " + row.size() + " cells, the header " + header.size());
        body.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").append(escape(caption))
                .append("\">\n<table>\n<caption>")
                .append(inline(caption)).append("</caption>\n<thead><tr>");
        for (int j = 0; j < header.size(); j++) {
            int column = j;
            boolean numbers = !rows.isEmpty() && rows.stream().map(row -> row.get(column))
                    .allMatch(cell -> isNumber(cell) || cell.length() < 2)
                    && rows.stream().anyMatch(row -> isNumber(row.get(column)));
            cell("th scope=\"col\"", numbers, header.get(j));
        }
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            for (int j = 0; j < row.size(); j++) cell(j == 0 ? "th scope=\"row\"" : "td", isNumber(row.get(j)), row.get(j));
            body.append("</tr>\n");
        }
        body.append("</tbody>\n</table>\n</div>\n");
        return this;
    }

    private void cell(String tag, boolean number, String text) {
        body.append('<').append(tag).append(number ? " class=\"number\">" : ">").append(inline(text)).append("</").append(tag, 0, 2)
                .append('>');
    }

    /// Lines to type or to read as they stand.
    public Page code(String text) {
        body.append("<pre><code>").append(escape(text.stripTrailing())).append("</code></pre>\n");
        return this;
    }

    /// The pictures so far, animations not among them, in the order of the page.
    public List<Picture> pictures() {
        return List.copyOf(pictures);
    }

    /// Writes the pictures and then `index.html`, and answers where that is.
    public Path save(Path folder) {
        files.forEach((name, save) -> save.accept(folder.resolve(name)));
        byte[] html = html().getBytes(StandardCharsets.UTF_8);
        return AtomicFile.write(folder.resolve("index.html"), out -> out.write(html));
    }

    private String html() {
        StringBuilder contents = new StringBuilder();
        for (Section section : sections)
            contents.append("<li><a href=\"#").append(section.id).append("\">").append(inline(section.heading)).append("</a></li>\n");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                </header>
                %s<main>
                %s%s</main>
                </body>
                </html>
                """.formatted(escape(title), style(), inline(title), inline(introduction),
                sections.size() < 2 ? "" : "<nav aria-label=\"Contents\">\n<ol>\n" + contents + "</ol>\n</nav>\n",
                body, sections.isEmpty() ? "" : "</section>\n");
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserException("Cannot read the style sheet of the page from the program itself; build it again.", e);
        }
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /// Escaped, with the words between back-quotes as code.
    private static String inline(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    /// Text in which nothing is markup, without the control characters that XML forbids.
    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "").replace("&", "&amp;").replace("<", "&lt;")
                .replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    @Override public String toString() {
        return "Page \"" + title + "\" of " + sections.size() + " sections and " + files.size() + " pictures";
    }
}
