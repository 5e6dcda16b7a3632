package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.CharacterStream;
import io.portprobe.spi.ServiceFacts;
import java.util.List;

/** The implementation of {@link CharacterStream}. */
public record DefaultCharacterStream(int lineLength) implements CharacterStream {
  @Override
  public List<String> lines() {
    return List.of(toString());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("chargen");
  }

  @Override
  public String toString() {
    return "chargen: shifted lines of " + lineLength + " characters";
  }
}
