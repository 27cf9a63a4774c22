package io.trtdoctor.report.html;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.report.Attachments;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.Pictures;
import io.trtdoctor.report.ReportPage;
import io.trtdoctor.report.ReportView;
import io.trtdoctor.report.ReportViews;
import io.trtdoctor.report.html.PageTemplates.PackedPage;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report as one HTML page that needs no other file, no network and no script.
 *
 * <p>Its policy allows the one style sheet and the one script (copy buttons) that are in it, by
 * their hashes, and nothing else.
 */
public final class HtmlReport implements ReportPage {
  private static final String PAGE = "report.ftlh";
  private static final String CONTENT = "content.ftlh";

  /** A table that the page carries as compressed CSV. */
  public record PackedTable(String id, String data) {}

  private final PageTemplates templates;

  /** Writes with the built-in templates. */
  public HtmlReport() {
    this(Optional.empty());
  }

  private HtmlReport(Optional<Path> folder) {
    this.templates = new PageTemplates(folder);
  }

  /**
   * Writes with the templates, style sheet and script of a folder, and with the built-in one for
   * each that is not in it.
   *
   * @throws UsageException if it is no folder
   */
  public static HtmlReport with(Path templates) {
    if (!Files.isDirectory(templates)) {
      throw new UsageException(Message.of("report.no-template-folder", templates));
    }
    return new HtmlReport(Optional.of(templates));
  }

  @Override
  public void write(CaseReport report, Writer out) throws IOException {
    Map<String, Object> model = model(report);
    model.put("others", others(report));
    model.put("tables", tables(report));
    templates.write(PAGE, model, out);
  }

  /** The page's content in the languages that it is not shown in at first. */
  private List<PackedPage> others(CaseReport report) throws IOException {
    List<PackedPage> others = new ArrayList<>();
    for (Language language : Language.values()) {
      if (language != report.language()) {
        others.add(templates.packed(CONTENT, model(report.in(language)), language));
      }
    }
    return others;
  }

  private static List<PackedTable> tables(CaseReport report) {
    return Attachments.of(report).entrySet().stream()
        .map(table -> new PackedTable(table.getKey(), Packed.of(table.getValue())))
        .toList();
  }

  private static Map<String, Object> model(CaseReport report) {
    Map<String, Object> model = new HashMap<>(PageTemplates.words(report.language()));
    ReportView view = ReportViews.of(report);
    model.put("view", view);
    model.put("log", report.log());
    model.put("pictures", Pictures.of(report, view));
    model.put("toolVersion", report.versions().trtDoctor());
    return model;
  }
}
