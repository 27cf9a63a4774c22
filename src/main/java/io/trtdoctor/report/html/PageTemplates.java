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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The templates of pages, with the one style sheet and the one script that each page carries. */
final class PageTemplates {
  /** A language that a page can be read in. */
  public record LanguageName(String tag, String name) {}

  /** A page's content in another language, compressed. */
  public record PackedPage(String language, String data) {}

  private final Optional<Path> folder;
  private final Configuration configuration;
  private final String style;
  private final String script;

  /**
   * @param folder whose templates, style sheet and script replace the built-in ones
   */
  PageTemplates(Optional<Path> folder) {
    this.folder = folder;
    this.configuration = configuration();
    this.style = text("report.css");
    this.script = text("report.js");
  }

  /**
   * Writes a whole page and leaves the writer open.
   *
   * @param name its template
   * @param model what the template asks for besides the style sheet and the script
   */
  void write(String name, Map<String, Object> model, Writer out) throws IOException {
    Map<String, Object> whole = new HashMap<>(model);
    whole.put("style", style);
    whole.put("script", script);
    whole.put("styleHash", hash(style));
    whole.put("scriptHash", hash(script));
    process(name, whole, out);
    out.flush();
  }

  /** A page's content in a language that it is not shown in at first. */
  PackedPage packed(String name, Map<String, Object> model, Language language) throws IOException {
    StringWriter out = new StringWriter();
    process(name, model, out);
    return new PackedPage(language.tag(), Packed.of(out.toString()));
  }

  /** What every content has in a language: its tag, its words and the names of all languages. */
  static Map<String, Object> words(Language language) {
    Texts texts = Texts.in(language);
    return Map.of(
        "languageTag",
        language.tag(),
        "htmlLanguage",
        language == Language.ZH ? "zh-CN" : language.tag(),
        "languages",
        languages(),
        "cellWords",
        TableWords.in(texts),
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
    TemplateLoader builtIn = new ClassTemplateLoader(PageTemplates.class, "");
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
    try (InputStream in = PageTemplates.class.getResourceAsStream(name)) {
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
