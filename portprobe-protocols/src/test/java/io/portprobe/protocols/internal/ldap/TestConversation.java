package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;

/** A dialogue that has sent its first request. */
final class TestConversation {
  private final Dialogue dialogue;
  private final Step request;

  private TestConversation(TestDialogueContext context) {
    dialogue = new LdapProtocol().open(context);
    request = dialogue.start();
  }

  /** Opens a dialogue without the netlogon ping. */
  static TestConversation over(Transport transport) {
    return new TestConversation(context(transport));
  }

  /** Opens a dialogue that reads an entry. */
  static TestConversation withBase(String base) {
    return new TestConversation(context(Transport.TCP).with(Ldap.BASE, base));
  }

  static TestConversation withStartTls(Transport transport) {
    return new TestConversation(context(transport).with(Ldap.START_TLS, true));
  }

  /** Opens a dialogue with the netlogon ping to domain controllers. */
  static TestConversation withNetlogon(Transport transport) {
    return new TestConversation(TestDialogueContext.of(transport, 389));
  }

  /** Opens a dialogue with the netlogon ping to every server. */
  static TestConversation withNetlogonAlways(Transport transport) {
    return new TestConversation(context(transport).with(Ldap.NETLOGON, NetlogonPing.ALWAYS));
  }

  private static TestDialogueContext context(Transport transport) {
    return TestDialogueContext.of(transport, 389).with(Ldap.NETLOGON, NetlogonPing.NEVER);
  }

  Dialogue dialogue() {
    return dialogue;
  }

  Step request() {
    return request;
  }

  /** Returns the message id of the first request. */
  int id() {
    return LdapServerBytes.idOf(request);
  }

  /** Delivers bytes in one piece. */
  Step received(byte[]... parts) {
    return dialogue.received(ByteBuffer.wrap(LdapServerBytes.join(parts)));
  }

  /** Returns the finding of a final step. */
  static RootDse finished(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (RootDse) ((Step.Finish) step).finding();
  }

  /** Returns the reason of a mismatch. */
  static String mismatch(Step step) {
    assertThat(step).isInstanceOf(Step.Mismatch.class);
    return ((Step.Mismatch) step).why();
  }
}
