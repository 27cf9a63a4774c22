package io.trtdoctor.check;

import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Set;

/**
 * What the catalogue knows of one cause besides how to find it.
 *
 * <p>Its words are in the message catalogue under {@code causes.ID.}: {@code title} (a noun
 * phrase), {@code what} (what happens and why), {@code evidence} (what it takes to call it
 * evident), {@code against} (what speaks against it) and {@code settle} (what settles it).
 *
 * @param id in kebab-case; public interface, never changed
 * @param explains ids of causes that only follow where this one is found
 * @param remedies ids of the remedies in {@link Remedies}, best first; empty if each finding
 *     chooses its own
 * @param sources where the knowledge comes from: a measurement, a document, a public thread
 */
public record Cause(String id, Set<String> explains, List<String> remedies, List<String> sources) {
  public Cause {
    explains = Set.copyOf(explains);
    remedies = List.copyOf(remedies);
    sources = List.copyOf(sources);
  }

  /** A cause whose findings choose their own remedies. */
  public Cause(String id, Set<String> explains, List<String> sources) {
    this(id, explains, List.of(), sources);
  }

  /** One of the cause's texts, for example {@code text("title")}. */
  public Message text(String part, Object... args) {
    return Message.of("causes." + id + "." + part, args);
  }
}
