package io.trtdoctor.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads and decodes the next sample on another thread while the last one is being used; never more
 * than one ahead, so that memory stays bounded.
 */
final class ReadAhead implements Iterator<NamedSample> {
  private final Iterator<NamedSample> samples;

  /** Empty after the last one. */
  private Optional<CompletableFuture<NamedSample>> coming;

  ReadAhead(Iterator<NamedSample> samples) {
    this.samples = samples;
    this.coming = begin();
  }

  private Optional<CompletableFuture<NamedSample>> begin() {
    return samples.hasNext()
        ? Optional.of(CompletableFuture.supplyAsync(samples::next))
        : Optional.empty();
  }

  @Override
  public boolean hasNext() {
    return coming.isPresent();
  }

  @Override
  public NamedSample next() {
    CompletableFuture<NamedSample> sample = coming.orElseThrow(NoSuchElementException::new);
    try {
      return sample.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
    } finally {
      coming = begin();
    }
  }
}
