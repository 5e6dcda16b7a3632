package io.portprobe.protocols.internal.vnc;

import io.portprobe.protocols.vnc.VncDesktop;
import io.portprobe.protocols.vnc.VncResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link VncResult}. */
public record DefaultVncResult(
    String version,
    List<String> securityTypes,
    boolean isOpen,
    Optional<String> refusal,
    Optional<VncDesktop> desktop,
    boolean complete)
    implements VncResult {
  /** Copies the list and escapes the texts. */
  public DefaultVncResult {
    version = SafeText.line(version);
    securityTypes = SafeText.lines(securityTypes);
    refusal = refusal.map(text -> SafeText.line(text, 255));
    Objects.requireNonNull(desktop, "desktop");
  }

  static DefaultVncResult of(
      RfbVersion version,
      List<Integer> types,
      Optional<String> refusal,
      Optional<DefaultVncDesktop> desktop,
      boolean complete) {
    return new DefaultVncResult(
        version.toString(),
        types.stream().map(SecurityTypes::name).toList(),
        types.contains(SecurityTypes.NONE),
        refusal,
        desktop.map(each -> each),
        complete);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    if (!securityTypes.isEmpty()) {
      lines.add("security types: " + String.join(", ", securityTypes));
    }
    refusal.ifPresent(reason -> lines.add("refused: " + reason));
    desktop.ifPresent(found -> lines.add("desktop: " + found));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    boolean apple = version.equals("3.889");
    return apple ? new RfbVersion(3, 889).facts() : ServiceFacts.of("vnc");
  }

  @Override
  public String toString() {
    return "RFB "
        + version
        + (isOpen ? ", no authentication" : "")
        + (complete ? "" : ", incomplete");
  }
}
