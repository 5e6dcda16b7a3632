package io.portprobe.protocols.internal.rsync;

import io.portprobe.protocols.rsync.RsyncModule;
import io.portprobe.text.SafeText;

/** The implementation of {@link RsyncModule}. */
public record DefaultRsyncModule(String name, String comment) implements RsyncModule {
  private static final int MAX_TEXT = 255;

  /** Escapes and cuts the texts. */
  public DefaultRsyncModule {
    name = SafeText.line(name, MAX_TEXT);
    comment = SafeText.line(comment, MAX_TEXT);
  }

  @Override
  public String toString() {
    return comment.isEmpty() ? name : name + ": " + comment;
  }
}
