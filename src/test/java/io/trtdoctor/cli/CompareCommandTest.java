package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.fallback.Fallback;
import io.trtdoctor.fallback.FallbackJson;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir private Path folder;

  private Path stored(String name, boolean built) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    return built
        ? SampleCase.of(own, SampleCase.built(), "--fp16")
        : SampleCase.withoutBatches(own);
  }

  @Test
  void whatChangedBetweenTwoCasesStandsSideBySide() throws IOException {
    Tool tool = Tool.run("compare", stored("a", false).toString(), stored("b", true).toString());

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out())
        .contains("Verdict: ")
        .containsPattern("cause +calibrator-no-batches +-")
        .containsPattern("outcome +failed +built")
        .containsPattern("error +1: Unexpected exception _Map_base::at +-")
        .containsPattern("--fp16 +- +on");
  }

  @Test
  void thePageHasBothLanguagesAndAllThatDiffers() throws IOException {
    Path page = folder.resolve("changed.html");
    Tool tool =
        Tool.run(
            "compare",
            stored("a", false).toString(),
            stored("b", true).toString(),
            "--out=" + page);
    Document html = Jsoup.parse(Files.readString(page));

    assertThat(tool.err()).contains(page.toString());
    assertThat(html.select("h1").text()).isEqualTo("What changed between two cases");
    assertThat(html.select(".side .value").eachText())
        .containsExactly("Calibrator without batches", "The cause is not established");
    assertThat(html.select("#build").parents().select("tr").eachText())
        .contains("outcome failed built");
    assertThat(html.getElementById("page-zh")).isNotNull();
  }

  @Test
  void aPageThatIsThereIsNotReplacedUnasked() throws IOException {
    String stored = stored("a", false).toString();
    Path page = Files.writeString(folder.resolve("changed.html"), "mine");

    assertThat(Tool.run("compare", stored, stored, "--out=" + page).exitCode()).isEqualTo(2);
    assertThat(page).hasContent("mine");
  }

  @Test
  void theSameCaseDoesNotDifferFromItself() throws IOException {
    String stored = stored("a", false).toString();

    assertThat(Tool.run("compare", stored, stored).out()).contains("do not differ");
    assertThat(Tool.run("compare", stored, stored, "--lang", "zh").out()).contains("没有不同");
  }

  @Test
  void scalesThatDifferInTheirLastDigitAreTheSame() throws IOException {
    Path first = stored("a", false);
    Path second = stored("b", false);
    Files.writeString(
        first.resolve("tensors.csv"), "tensor,scale_in_effect\nx,0.0356571\ny,1.0\nz,2.0\n");
    Files.writeString(
        second.resolve("tensors.csv"), "tensor,scale_in_effect\nx,0.03565711\ny,1.5\nw,2.0\n");

    JsonNode json =
        new ObjectMapper()
            .readTree(Tool.run("compare", first.toString(), second.toString(), "--json").out());

    assertThat(json.path("same").path("scales").asInt()).isEqualTo(1);
    assertThat(json.path("differences").findValuesAsText("name")).contains("y", "z", "w");
  }

  @Test
  void aCaseWithFoldersAndFilesOfOthersIsReadAllTheSame() throws IOException {
    Path stored = stored("a", false);
    Files.createDirectory(stored.resolve("fallback-fp16"));
    Files.writeString(stored.resolve("fallback-fp16/fallback.json"), "something else");

    assertThat(Tool.run("compare", stored.toString(), stored.toString()).exitCode()).isZero();
  }

  /** A case with a fallback whose title is the text of that key. */
  private Path withFallback(String name, String key) throws IOException {
    Path stored = stored(name, false);
    Fallback fallback =
        new Fallback(
            Message.of(key),
            Recipe.of(new FileRef("a".repeat(64), Optional.empty()), "8.6").build(),
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    Path own = Files.createDirectory(stored.resolve("fallback-fp16"));
    Files.writeString(own.resolve("fallback.json"), FallbackJson.write(fallback));
    return stored;
  }

  @Test
  void titlesOfFallbacksFollowTheLanguage() throws IOException {
    String first = withFallback("a", "experiment.fallback.all-fp16").toString();
    String second = stored("b", false).toString();
    Path page = folder.resolve("changed.html");

    Tool tool = Tool.run("compare", first, second, "--lang", "zh", "--out=" + page);

    assertThat(tool.out()).contains("允许 FP16");
    assertThat(Jsoup.parse(Files.readString(page)).select("tr").eachText())
        .anySatisfy(row -> assertThat(row).startsWith("允许 FP16"));
    assertThat(Tool.run("compare", first, second).out()).contains("FP16 allowed");
  }

  @Test
  void aFallbackWithATitleOfAnotherVersionIsPassedOver() throws IOException {
    Path stored = withFallback("a", "experiment.fallback.all-fp16");
    Path json = stored.resolve("fallback-fp16/fallback.json");
    Files.writeString(json, Files.readString(json).replace("fallback.all-fp16", "fallback.new"));

    assertThat(Tool.run("compare", stored.toString(), stored.toString()).exitCode()).isZero();
  }

  @Test
  void thePageIsLaidOutByTemplatesOfOnesOwn() throws IOException {
    String stored = stored("a", false).toString();
    Path templates = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(templates.resolve("report.css"), ":root { --mine: 1 }");
    Path page = folder.resolve("changed.html");

    Tool.run("compare", stored, stored, "--out=" + page, "--templates=" + templates);

    assertThat(page).content().contains("--mine: 1").contains("What changed");
  }

  @Test
  void aTemplateThatDoesNotFitIsNamed() throws IOException {
    String stored = stored("a", false).toString();
    Path templates = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(templates.resolve("comparison.ftlh"), "${view.nothing()}");
    Path page = folder.resolve("changed.html");

    Tool tool = Tool.run("compare", stored, stored, "--out=" + page, "--templates=" + templates);

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(tool.err()).contains("comparison.ftlh");
    assertThat(page).doesNotExist();
  }

  @Test
  void aDamagedCaseIsNamed() throws IOException {
    Path stored = stored("a", false);
    Files.writeString(stored.resolve("findings.json"), "{");

    Tool tool = Tool.run("compare", stored.toString(), stored.toString());

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(tool.err()).contains("findings.json");
  }
}
