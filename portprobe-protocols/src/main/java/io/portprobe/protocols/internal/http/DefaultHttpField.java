package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpField;
import io.portprobe.text.SafeText;
import java.util.Objects;

/** The implementation of {@link HttpField}. */
public record DefaultHttpField(String name, String value) implements HttpField {
  /** Checks that nothing is null. */
  public DefaultHttpField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return SafeText.line(name + ": " + value);
  }
}
