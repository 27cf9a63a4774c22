package io.trtdoctor.report.html;

import io.trtdoctor.report.ComparisonView;
import io.trtdoctor.report.EmbeddedLog;
import io.trtdoctor.report.html.PageTemplates.PackedPage;
import io.trtdoctor.text.Language;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Two cases side by side as one HTML page, of the look and under the policy of the report. */
public final class HtmlComparison {
  private static final String PAGE = "compare.ftlh";
  private static final String CONTENT = "comparison.ftlh";

  private final PageTemplates templates;
  private final Function<Language, ComparisonView> views;
  private final String toolVersion;

  /**
   * A page by the built-in templates.
   *
   * @param views the comparison in the words of each language
   */
  public HtmlComparison(Function<Language, ComparisonView> views, String toolVersion) {
    this(views, toolVersion, Optional.empty());
  }

  /**
   * @param views the comparison in the words of each language
   * @param folder whose templates, style sheet and script replace the built-in ones
   * @throws io.trtdoctor.error.UsageException if it is no folder
   */
  public HtmlComparison(
      Function<Language, ComparisonView> views, String toolVersion, Optional<Path> folder) {
    this.views = views;
    this.toolVersion = toolVersion;
    this.templates = new PageTemplates(folder);
  }

  /**
   * The page, which is shown in that language at first.
   *
   * @throws io.trtdoctor.error.BadInputException if a template of the folder does not fit
   */
  public String in(Language language) {
    StringWriter out = new StringWriter();
    try {
      Map<String, Object> model = model(language);
      model.put("others", others(language));
      model.put("tables", List.of());
      model.put("log", EmbeddedLog.none());
      templates.write(PAGE, model, out);
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot be refused", e);
    }
    return out.toString();
  }

  private List<PackedPage> others(Language shown) throws IOException {
    List<PackedPage> others = new ArrayList<>();
    for (Language language : Language.values()) {
      if (language != shown) {
        others.add(templates.packed(CONTENT, model(language), language));
      }
    }
    return others;
  }

  private Map<String, Object> model(Language language) {
    Map<String, Object> model = new HashMap<>(PageTemplates.words(language));
    model.put("view", views.apply(language));
    model.put("toolVersion", toolVersion);
    return model;
  }
}
