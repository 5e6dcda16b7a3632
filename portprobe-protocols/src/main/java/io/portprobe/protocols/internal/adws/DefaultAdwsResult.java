package io.portprobe.protocols.internal.adws;

import io.portprobe.protocols.adws.AdwsResult;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link AdwsResult}. */
public record DefaultAdwsResult(
    boolean accepted, Optional<String> fault, Optional<NtlmTarget> ntlm, List<String> notes)
    implements AdwsResult {
  /** Copies the list. */
  public DefaultAdwsResult {
    notes = List.copyOf(notes);
  }

  /** Returns the facts of a server of which only the framing is known. */
  static ServiceFacts framingFacts() {
    return ServiceFacts.of("mc-nmf").withProduct(".NET Message Framing");
  }

  @Override
  public ServiceFacts facts() {
    if (!accepted) {
      return framingFacts();
    }
    ServiceFacts facts =
        ServiceFacts.of("adws").withProduct("Microsoft Active Directory Web Services");
    return ntlm.flatMap(NtlmTarget::osVersion)
        .map(version -> facts.withOperatingSystem("Windows " + version))
        .orElse(facts);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    ntlm.ifPresent(target -> lines.addAll(target.lines()));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return SafeText.line(
        accepted
            ? "Active Directory Web Services"
            : ".NET Message Framing, fault " + fault.orElse(""));
  }
}
