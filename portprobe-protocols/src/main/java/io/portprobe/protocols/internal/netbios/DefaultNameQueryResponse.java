package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link NameQueryResponse}. */
public record DefaultNameQueryResponse(
    String name,
    int suffix,
    Optional<String> error,
    List<Owner> owners,
    long ttl,
    boolean authoritative,
    boolean recursionAvailable,
    List<String> notes)
    implements NameQueryResponse {
  /**
   * Copies the lists and checks the components.
   *
   * @throws IllegalArgumentException if the suffix is out of range
   */
  public DefaultNameQueryResponse {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(error, "error");
    owners = List.copyOf(owners);
    notes = List.copyOf(notes);
    DefaultNodeName.checkSuffix(suffix);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    owners.forEach(owner -> lines.add(owner.toString()));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    String response =
        error
            .map(code -> "negative response " + code)
            .orElse("addresses: " + owners.size() + ", for " + ttl + " s");
    return SafeText.line(
        String.format(Locale.ROOT, "%s <%02x>: ", name, suffix)
            + response
            + (authoritative ? ", authoritative" : "")
            + (recursionAvailable ? ", recursion available" : ""));
  }
}
