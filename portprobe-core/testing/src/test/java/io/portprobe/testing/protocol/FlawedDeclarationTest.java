package io.portprobe.testing.protocol;

import static io.portprobe.testing.protocol.Violations.TCP;
import static io.portprobe.testing.protocol.Violations.assertBroken;
import static io.portprobe.testing.protocol.Violations.contract;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlawedDeclarationTest {
  @Test
  void name_upperCase_isViolation() {
    Protocol shouting = mock(Protocol.class);
    when(shouting.name()).thenReturn("SAMPLE");
    assertBroken(
        new SampleContract(shouting, TCP)::name_isLegal,
        "name: 'SAMPLE' (expected: 1-32 lower-case letters, digits and hyphens)");
  }

  @Test
  void declaration_nulls_areViolations() {
    Protocol nothing = mock(Protocol.class);
    when(nothing.name()).thenReturn(null);
    when(nothing.bindings()).thenReturn(null);
    SampleContract contract = new SampleContract(nothing, TCP);
    assertBroken(
        contract::name_isLegal,
        "name: 'null' (expected: 1-32 lower-case letters, digits and hyphens)");
    assertBroken(contract::bindings_includeTheTransport, "bindings: null (expected: at least one)");
  }

  @Test
  void name_changing_isViolation() {
    Protocol changing = mock(Protocol.class);
    when(changing.name()).thenReturn("one", "two");
    assertBroken(
        new SampleContract(changing, TCP)::name_isLegal,
        "name: 'two' (expected: 'one', as returned by the first call)");
  }

  @Test
  void bindings_withoutTransport_areViolation() {
    Protocol homeless = mock(Protocol.class);
    when(homeless.bindings()).thenReturn(Set.of(Binding.udp(1)));
    assertBroken(
        new SampleContract(homeless, TCP)::bindings_includeTheTransport,
        "(expected: at least one over TCP)");
  }

  @Test
  void invalidOption_accepted_isViolation() {
    ProtocolOption<Integer> checked =
        ProtocolOption.of("sample.page", 1, page -> page > 0, "at least 1");
    ProtocolOption<Integer> unchecked = ProtocolOption.of("sample.size", 1);

    withInvalid(checked, 0).invalidOption_isRejected();
    assertBroken(
        withInvalid(unchecked, 0)::invalidOption_isRejected,
        "sample.size = '0': accepted, with the first step Send");
  }

  private static SampleContract withInvalid(ProtocolOption<Integer> option, int value) {
    return new SampleContract(TCP, SampleDialogue::new) {
      @Override
      protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
        return Map.of(option, List.of(value));
      }
    };
  }

  @Test
  void name_usedByOtherProtocol_isViolation(@TempDir Path classes) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Protocol.class.getName()), Namesake.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      SampleContract contract = contract(TCP, SampleDialogue::new);
      assertBroken(
          contract::name_isUnique,
          "name: 'sample' (expected: a unique name; "
              + Namesake.class.getName()
              + " has the same)");
      new SampleContract(new Namesake(), TCP).name_isUnique();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Another protocol of that name. */
  public static final class Namesake implements Protocol {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(TCP);
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new SampleDialogue(context);
    }
  }
}
