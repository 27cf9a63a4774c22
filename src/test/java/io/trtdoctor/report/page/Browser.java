package io.trtdoctor.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, with the settings of a reader: width, colour scheme, scripts. */
final class Browser implements AutoCloseable {
  private static final List<String> CHROMIUM =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> DRIVER = List.of("chromedriver", "chromium.chromedriver");

  /** Held, because loggers that nobody holds forget their level. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final String axe = axe();

  private Browser(Path chromium, Path chromedriver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
  }

  /** What of it is not on {@code PATH}; empty if it can be started. */
  static Optional<String> missing() {
    if (onPath(CHROMIUM).isEmpty()) {
      return Optional.of("chromium");
    }
    return onPath(DRIVER).isEmpty() ? Optional.of("chromedriver") : Optional.empty();
  }

  static Browser start() {
    SELENIUM.setLevel(Level.SEVERE);
    return new Browser(onPath(CHROMIUM).orElseThrow(), onPath(DRIVER).orElseThrow());
  }

  private static Optional<Path> onPath(List<String> names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page in a window of that width, 800 pixels high. */
  void open(Path page, int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    driver.get(page.toUri().toString());
  }

  /** Prefers {@code light} or {@code dark} from now on. */
  void prefer(String colourScheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
  }

  /** Lets pages opened from now on run scripts or not. */
  void allowScripts(boolean allowed) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** The value of a script that returns one. */
  Object ask(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until a script returns true; fails if that takes seconds. */
  void await(String script) {
    new WebDriverWait(driver, PATIENCE).until(d -> Boolean.TRUE.equals(ask(script)));
  }

  /** The text that a reader sees, with everything unfolded. */
  String visibleText() {
    unfold();
    return (String) ask("return document.body.innerText");
  }

  void unfold() {
    ask("document.querySelectorAll('details').forEach(details => details.open = true)");
  }

  /** What the console says since it was last asked. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that were requested since it was last asked. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(
            message -> message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** What axe-core finds serious or critical: rules, with the places of their breaches. */
  List<String> seriousFaults() {
    ask(axe);
    return runAxe("{resultTypes: ['violations']}");
  }

  /** The places whose contrast is too low, once {@link #seriousFaults} was asked on this page. */
  List<String> lowContrasts() {
    return runAxe("{runOnly: ['color-contrast'], resultTypes: ['violations']}");
  }

  @SuppressWarnings("unchecked")
  private List<String> runAxe(String options) {
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, OPTIONS).then(results => done(
              results.violations
                .filter(fault => ["serious", "critical"].includes(fault.impact))
                .map(fault => fault.id + ": " + fault.nodes.map(node => node.html).join("; "))));
            """
                .replace("OPTIONS", options));
  }

  /** Saves the page as it is seen, from its top down to so many pixels or its end. */
  void photograph(Path file, int height) {
    Object width = ask("return document.documentElement.clientWidth");
    Object end = ask("return document.documentElement.scrollHeight");
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height, (Long) end), "scale", 1);
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script that the library axe-core carries. */
  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
