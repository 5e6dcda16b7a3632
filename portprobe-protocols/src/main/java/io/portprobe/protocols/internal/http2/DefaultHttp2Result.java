package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.Http2Result;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The implementation of {@link Http2Result}. */
public record DefaultHttp2Result(
    boolean priorKnowledge,
    OptionalLong headerTableSize,
    OptionalLong maxConcurrentStreams,
    OptionalLong initialWindowSize,
    OptionalLong maxFrameSize,
    OptionalLong maxHeaderListSize,
    OptionalLong enableConnectProtocol,
    List<String> settings,
    Optional<String> goAway)
    implements Http2Result {
  /** Copies the list. */
  public DefaultHttp2Result {
    Objects.requireNonNull(headerTableSize, "headerTableSize");
    Objects.requireNonNull(maxConcurrentStreams, "maxConcurrentStreams");
    Objects.requireNonNull(initialWindowSize, "initialWindowSize");
    Objects.requireNonNull(maxFrameSize, "maxFrameSize");
    Objects.requireNonNull(maxHeaderListSize, "maxHeaderListSize");
    Objects.requireNonNull(enableConnectProtocol, "enableConnectProtocol");
    settings = List.copyOf(settings);
    Objects.requireNonNull(goAway, "goAway");
  }

  static Http2Result of(Settings settings, boolean priorKnowledge) {
    return new DefaultHttp2Result(
        priorKnowledge,
        settings.get(Settings.HEADER_TABLE_SIZE),
        settings.get(Settings.MAX_CONCURRENT_STREAMS),
        settings.get(Settings.INITIAL_WINDOW_SIZE),
        settings.get(Settings.MAX_FRAME_SIZE),
        settings.get(Settings.MAX_HEADER_LIST_SIZE),
        settings.get(Settings.ENABLE_CONNECT_PROTOCOL),
        settings.texts(),
        Optional.empty());
  }

  static Http2Result of(String goAway, boolean priorKnowledge) {
    OptionalLong none = OptionalLong.empty();
    return new DefaultHttp2Result(
        priorKnowledge, none, none, none, none, none, none, List.of(), Optional.of(goAway));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    settings.forEach(setting -> lines.add("setting " + setting));
    return SafeText.lines(lines);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("h2");
  }

  @Override
  public String toString() {
    String over = priorKnowledge ? "HTTP/2 without TLS" : "HTTP/2 over TLS";
    return SafeText.line(over + goAway.map(error -> ", refused: GOAWAY " + error).orElse(""));
  }
}
