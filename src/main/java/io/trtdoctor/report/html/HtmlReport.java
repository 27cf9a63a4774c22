package io.trtdoctor.report.html;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.ReportPage;
import io.trtdoctor.report.ReportViews;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one HTML page that needs no other file, no network and no script.
 *
 * <p>Its policy allows the one style sheet and the one script (copy buttons) that are in it, by
 * their hashes, and nothing else.
 */
public final class HtmlReport implements ReportPage {
  private static final String PAGE = "report.ftlh";

  private final Configuration configuration = configuration();
  private final String style = resource("report.css");
  private final String script = resource("report.js");

  @Override
  public void write(CaseReport report, Writer out) throws IOException {
    Texts texts = Texts.in(report.language());
    Template template = configuration.getTemplate(PAGE);
    Map<String, Object> model =
        Map.of(
            "view", ReportViews.of(report),
            "toolVersion", report.versions().trtDoctor(),
            "t", (TemplateMethodModelEx) arguments -> text(texts, arguments),
            "style", style,
            "script", script,
            "styleHash", hash(style),
            "scriptHash", hash(script));
    try {
      template.process(model, out);
    } catch (TemplateException e) {
      throw new IllegalStateException("the template " + PAGE + " does not fit its model", e);
    }
    out.flush();
  }

  /** {@code t("h.why")} in a template: a text of the catalogue {@code report}. */
  private static String text(Texts texts, List<?> arguments) {
    List<String> words = arguments.stream().map(String::valueOf).toList();
    return texts.text(
        "report." + words.get(0), words.subList(1, words.size()).toArray(Object[]::new));
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlReport.class, "");
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
