package io.portprobe.protocols.internal.vnc;

import io.portprobe.protocols.vnc.VncDesktop;
import io.portprobe.text.SafeText;

/** The implementation of {@link VncDesktop}. */
public record DefaultVncDesktop(String name, int width, int height) implements VncDesktop {
  /** Escapes the name. */
  public DefaultVncDesktop {
    name = SafeText.line(name, 255);
  }

  @Override
  public String toString() {
    return name + " (" + width + " x " + height + ")";
  }
}
