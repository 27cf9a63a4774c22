import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens pages in headless Chromium in turn and prints the median times of each in milliseconds, a line a page: from
 * the start of the navigation to DOMContentLoaded, to load and to the first contentful paint; then, where the page
 * has them, from a click to its other language and to its folded-out log, and from its wide picture's unfolding to
 * the next frame.
 */
public final class PageTimes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private static final String OPENED =
      """
      const done = arguments[0];
      const look = () => {
        const way = performance.getEntriesByType("navigation")[0];
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        if (!way.loadEventEnd || !paint) setTimeout(look, 10);
        else done([way.domContentLoadedEventEnd, way.loadEventEnd, paint.startTime]);
      };
      look();
      """;

  private static final String USED =
      """
      const done = arguments[0];
      const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
      const until = async (there) => { while (!there()) await frame(); await frame(); };
      const timed = async (act, there) => {
        const start = performance.now();
        act();
        await until(there);
        return performance.now() - start;
      };
      (async () => {
        const language = document.querySelector("button.language[aria-pressed=false]");
        if (!language) return done([]);
        const before = document.documentElement.lang;
        const switched = await timed(() => language.click(), () => document.documentElement.lang !== before);
        const log = document.querySelector(".log-view")?.closest("details");
        const logged = log ? await timed(() => { log.open = true; }, () => document.querySelector(".log-line")) : -1;
        const wide = document.querySelector("details.wide");
        const network = document.getElementById("network")?.closest("details");
        const drawn = wide ? await timed(() => { network.open = true; wide.open = true; }, () => wide.querySelector("svg").clientHeight) : -1;
        done([switched, logged, drawn]);
      })();
      """;

  private PageTimes() {}

  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[0]);
    List<String> pages = List.of(args).subList(1, args.length);
    Process driver = new ProcessBuilder("chromedriver", "--port=0").start();
    try {
      String session = session(port(driver.inputReader()));
      try {
        Map<String, List<double[]>> times = new LinkedHashMap<>();
        for (int run = 0; run <= runs; run++) {
          for (String page : pages) {
            double[] taken = opened(session, page);
            if (run > 0) {
              times.computeIfAbsent(page, p -> new ArrayList<>()).add(taken);
            }
          }
        }
        times.forEach(PageTimes::print);
      } finally {
        send(session, "DELETE", "");
      }
    } finally {
      driver.destroy();
    }
  }

  private static String port(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = PORT.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new IOException("chromedriver did not start");
  }

  private static String session(String port) throws Exception {
    String sessions = "http://localhost:" + port + "/session";
    String options = "{'args': ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--window-size=1280,800']}";
    String wanted = "{'capabilities': {'alwaysMatch': {'goog:chromeOptions': " + options + "}}}";
    return sessions + "/" + send(sessions, "POST", wanted.replace('\'', '"')).path("sessionId").asText();
  }

  private static double[] opened(String session, String page) throws Exception {
    send(session + "/url", "POST", "{\"url\": \"about:blank\"}");
    send(session + "/url", "POST", "{\"url\": \"" + Path.of(page).toUri() + "\"}");
    double[] taken = new double[6];
    Arrays.fill(taken, -1);
    fill(taken, 0, ask(session, OPENED));
    fill(taken, 3, ask(session, USED));
    return taken;
  }

  private static void fill(double[] taken, int from, JsonNode times) {
    for (int i = 0; i < times.size(); i++) {
      taken[from + i] = times.get(i).asDouble();
    }
  }

  private static JsonNode ask(String session, String script) throws Exception {
    String body = JSON.writeValueAsString(Map.of("script", script, "args", List.of()));
    return send(session + "/execute/async", "POST", body);
  }

  private static JsonNode send(String address, String method, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonNode value = JSON.readTree(answer).path("value");
    if (value.has("error")) {
      throw new IOException(answer);
    }
    return value;
  }

  private static void print(String page, List<double[]> times) {
    StringBuilder line = new StringBuilder(page);
    for (int i = 0; i < 6; i++) {
      int part = i;
      double[] sorted = times.stream().mapToDouble(taken -> taken[part]).sorted().toArray();
      line.append(' ').append(Math.round(sorted[sorted.length / 2]));
    }
    System.out.println(line);
  }
}
