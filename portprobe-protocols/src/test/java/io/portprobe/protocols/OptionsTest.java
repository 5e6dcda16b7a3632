package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {
  private static final List<Class<?>> CLASSES = MainClasses.all();

  private static Stream<Protocol> protocols() {
    return ServiceLoader.load(Protocol.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(protocol -> protocol.getClass().getName().startsWith("io.portprobe.protocols."));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void options_haveTheNameOfTheirProtocol_aTextFormAndADescription(Protocol protocol) {
    for (ProtocolOption<?> option : protocol.options()) {
      assertThat(option.name()).matches(protocol.name() + "[.][a-zA-Z][a-zA-Z0-9]*");
      assertThat(option.isText()).as(option.name()).isTrue();
      assertThat(option.description()).as(option.name()).matches("[A-Z].*[.]");
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void options_areAllPublicConstantsOfThePackageWithTheNameOfTheProtocol(Protocol protocol)
      throws Exception {
    List<Object> declared = new ArrayList<>();
    String internal = protocol.getClass().getPackageName();
    String name = internal.replace(".internal.", ".");
    for (Class<?> type : CLASSES) {
      if (!type.getPackageName().equals(name)) {
        continue;
      }
      for (var field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.get(null) instanceof ProtocolOption<?> option
            && option.name().startsWith(protocol.name() + ".")) {
          declared.add(option);
        }
      }
    }
    assertThat(protocol.options()).hasSameElementsAs(castAll(declared));
  }

  @SuppressWarnings("unchecked") // the fields have this type
  private static List<ProtocolOption<?>> castAll(List<Object> options) {
    return (List<ProtocolOption<?>>) (List<?>) options;
  }

  @Test
  void ownTypes_haveATextForm() {
    assertThat(Ldap.NETLOGON_VERSION.parse("v5, V5EX"))
        .containsExactlyInAnyOrder(NtVersion.V5, NtVersion.V5EX);
    assertThat(MsRpc.INQUIRY.parse("management")).isEqualTo(Inquiry.management());
    assertThat(MsRpc.INQUIRY.parse("e1af8308-5d1f-11c9-91a4-08002b14a0fa"))
        .isInstanceOf(Inquiry.Lookup.class);
    assertThatThrownBy(() -> MsRpc.INQUIRY.parse("everything"))
        .hasMessage(
            "msrpc.inquiry: 'everything' (expected: all, management, or the UUID of an interface)");
  }
}
