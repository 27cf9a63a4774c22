package io.trtdoctor.settings;

import io.trtdoctor.model.BuilderFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the options of one tool mean, by name. */
final class OptionTable {
  private final Map<String, BiConsumer<SettingsDraft, GivenOption>> meanings = new HashMap<>();
  private final Set<String> switches;

  /**
   * @param switches options of the tool that take no value
   * @param irrelevant options that take one and do not matter for a diagnosis
   */
  OptionTable(Set<String> switches, Set<String> irrelevant) {
    this.switches = Set.copyOf(switches);
    switches.forEach(name -> meanings.put(name, (draft, option) -> {}));
    irrelevant.forEach(name -> meanings.put(name, (draft, option) -> {}));
  }

  OptionTable with(String name, BiConsumer<SettingsDraft, GivenOption> meaning) {
    meanings.put(name, meaning);
    return this;
  }

  OptionTable withFlag(String name, BuilderFlag flag) {
    return with(name, (draft, option) -> draft.flag(flag, option));
  }

  Optional<BiConsumer<SettingsDraft, GivenOption>> meaning(String name) {
    return Optional.ofNullable(meanings.get(name));
  }

  boolean takesValue(String name) {
    return meanings.containsKey(name) && !switches.contains(name);
  }
}
