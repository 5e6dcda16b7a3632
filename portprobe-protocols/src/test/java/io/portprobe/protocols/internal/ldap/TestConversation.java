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

/** A dialogue that has asked its first question. */
final class TestConversation {
  private final Dialogue dialogue;
  private final Step question;

  private TestConversation(TestDialogueContext context) {
    dialogue = new LdapProtocol().open(context);
    question = dialogue.start();
  }

  /** About the rootDSE alone. */
  static TestConversation over(Transport transport) {
    return new TestConversation(context(transport));
  }

  static TestConversation withStartTls(Transport transport) {
    return new TestConversation(context(transport).with(Ldap.START_TLS, true));
  }

  /** About the rootDSE, and then netlogon if that is in place. */
  static TestConversation withNetlogon(Transport transport) {
    return new TestConversation(TestDialogueContext.of(transport, 389));
  }

  /** About the rootDSE, and then netlogon in any case. */
  static TestConversation withNetlogonAlways(Transport transport) {
    return new TestConversation(context(transport).with(Ldap.NETLOGON, NetlogonPing.ALWAYS));
  }

  private static TestDialogueContext context(Transport transport) {
    return TestDialogueContext.of(transport, 389).with(Ldap.NETLOGON, NetlogonPing.NEVER);
  }

  Dialogue dialogue() {
    return dialogue;
  }

  Step question() {
    return question;
  }

  /** The message id of the question. */
  int id() {
    return LdapServerBytes.idOf(question);
  }

  /** Hands over bytes all at once. */
  Step received(byte[]... parts) {
    return dialogue.received(ByteBuffer.wrap(LdapServerBytes.join(parts)));
  }

  /** What a dialogue finished with. */
  static RootDse finished(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (RootDse) ((Step.Finish) step).finding();
  }

  /** Why a dialogue did not. */
  static String mismatch(Step step) {
    assertThat(step).isInstanceOf(Step.Mismatch.class);
    return ((Step.Mismatch) step).why();
  }
}
