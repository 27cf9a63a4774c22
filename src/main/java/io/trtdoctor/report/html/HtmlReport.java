package io.trtdoctor.report.html;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.report.Attachments;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.Pictures;
import io.trtdoctor.report.ReportPage;
import io.trtdoctor.report.ReportView;
import io.trtdoctor.report.ReportViews;
import io.trtdoctor.report.TableWords;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The report as one HTML page that needs no other file, no network and no script.
 *
 * <p>Its policy allows the one style sheet and the one script (copy buttons) that are in it, by
 * their hashes, and nothing else.
 */
public final class HtmlReport implements ReportPage {
  private static final String PAGE = "report.ftlh";
  private static final String CONTENT = "content.ftlh";

  /** A language that the page can be read in. */
  public record LanguageName(String tag, String name) {}

  /** The page's content in another language, compressed. */
  public record PackedPage(String language, String data) {}

  /** A table that the page carries as compressed CSV. */
  public record PackedTable(String id, String data) {}

  private final Optional<Path> folder;
  private final Configuration configuration;
  private final String style;
  private final String script;

  /** Writes with the built-in templates. */
  public HtmlReport() {
    this(Optional.empty());
  }

  private HtmlReport(Optional<Path> folder) {
    this.folder = folder;
    this.configuration = configuration();
    this.style = text("report.css");
    this.script = text("report.js");
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
    Map<String, Object> model = new HashMap<>(words(report));
    model.put("languageTag", report.language().tag());
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    model.put("others", others(report));
    model.put("tables", tables(report));
    process(PAGE, model, out);
    out.flush();
  }

  /** The page's content in the languages that it is not shown in at first. */
  private List<PackedPage> others(CaseReport report) throws IOException {
    List<PackedPage> others = new ArrayList<>();
    for (Language language : Language.values()) {
      if (language != report.language()) {
        others.add(packed(report.in(language)));
      }
    }
    return others;
  }

  private PackedPage packed(CaseReport report) throws IOException {
    Map<String, Object> model = new HashMap<>(words(report));
    StringWriter out = new StringWriter();
    process(CONTENT, model, out);
    return new PackedPage(report.language().tag(), Packed.of(out.toString()));
  }

  private static List<PackedTable> tables(CaseReport report) {
    return Attachments.of(report).entrySet().stream()
        .map(table -> new PackedTable(table.getKey(), Packed.of(table.getValue())))
        .toList();
  }

  private static Map<String, Object> words(CaseReport report) {
    Texts texts = Texts.in(report.language());
    ReportView view = ReportViews.of(report);
    return Map.of(
        "view",
        view,
        "log",
        report.log(),
        "pictures",
        Pictures.of(report, view),
        "languages",
        languages(),
        "cellWords",
        TableWords.in(texts),
        "toolVersion",
        report.versions().trtDoctor(),
        "t",
        (TemplateMethodModelEx) arguments -> text(texts, arguments));
  }

  private static List<LanguageName> languages() {
    return Stream.of(Language.values())
        .map(l -> new LanguageName(l.tag(), Texts.in(l).text("report.language")))
        .toList();
  }

  private void process(String name, Map<String, Object> model, Writer out) throws IOException {
    try {
      configuration.getTemplate(name).process(model, out);
    } catch (TemplateException | ParseException e) {
      throw misfit(name, e);
    }
  }

  /** A user's template is the user's to mend, one of ours is a bug. */
  private RuntimeException misfit(String name, Exception cause) {
    String told = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return folder
        .<RuntimeException>map(
            path ->
                new BadInputException(
                    Message.of("report.template-broken", name, path.toString(), told), cause))
        .orElseGet(
            () ->
                new IllegalStateException(
                    "the template " + name + " does not fit its model", cause));
  }

  /** {@code t("h.why")} in a template: a text of the catalogue {@code report}. */
  private static String text(Texts texts, List<?> arguments) {
    List<String> words = arguments.stream().map(String::valueOf).toList();
    return texts.text(
        "report." + words.get(0), words.subList(1, words.size()).toArray(Object[]::new));
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(templates());
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setWhitespaceStripping(true);
    return configuration;
  }

  private TemplateLoader templates() {
    TemplateLoader builtIn = new ClassTemplateLoader(HtmlReport.class, "");
    if (folder.isEmpty()) {
      return builtIn;
    }
    try {
      TemplateLoader own = new FileTemplateLoader(folder.get().toFile());
      return new MultiTemplateLoader(new TemplateLoader[] {own, builtIn});
    } catch (IOException e) {
      throw new UsageException(Message.of("report.no-template-folder", folder.get().toString()));
    }
  }

  /** The style sheet or script of the user's folder, or the built-in one. */
  private String text(String name) {
    Optional<Path> own = folder.map(path -> path.resolve(name)).filter(Files::isRegularFile);
    if (own.isEmpty()) {
      return resource(name);
    }
    try {
      return Files.readString(own.get()).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("report.template-broken", name, folder.get().toString(), e.toString()), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + name + " cannot be read", e);
    }
  }

  /** The hash of inline text as a content security policy names it. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
