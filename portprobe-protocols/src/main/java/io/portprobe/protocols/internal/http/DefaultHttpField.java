package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.http.HttpField;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link HttpField}. */
public record DefaultHttpField(String name, String value) implements HttpField {
  /** Checks that nothing is null. */
  public DefaultHttpField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** Returns the fields of a response. */
  static List<HttpField> of(ResponseHead head) {
    return head.fields().stream()
        .<HttpField>map(field -> new DefaultHttpField(field.name(), field.value()))
        .toList();
  }

  @Override
  public String toString() {
    return SafeText.line(name + ": " + value);
  }
}
