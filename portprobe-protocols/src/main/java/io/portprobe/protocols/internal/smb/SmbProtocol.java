package io.portprobe.protocols.internal.smb;

import io.portprobe.protocols.smb.Smb;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "smb"}; {@link Smb} describes it. Thread-safe. */
public final class SmbProtocol implements Protocol {
  private static final byte SESSION_MESSAGE = 0;
  private static final int HEADER = 4;
  private static final int AFTER_NETBIOS = -10;
  private static final int RECOGNISABLE = SessionFraming.HEADER + Smb1Messages.HEADER;
  private static final int REPLY_FLAG = 0x80;
  private static final int RESPONSE_FLAG = 1;

  /** Creates the protocol. */
  public SmbProtocol() {}

  @Override
  public String name() {
    return "smb";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(445), Binding.tcp(139).withPriority(AFTER_NETBIOS));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Smb.VERSIONS, Smb.NTLM);
  }

  /** Common on its ports, which clients of Windows cannot change. */
  @Override
  public int rarity() {
    return 3;
  }

  /** Servers wait for the rest of a session message (RFC 1002 section 4.3.1). */
  @Override
  public ForeignReaction foreignReaction(ByteBuffer request) {
    int start = request.position();
    if (request.get(start) != SESSION_MESSAGE) {
      return ForeignReaction.VARIES;
    }
    return request.remaining() < HEADER || request.remaining() < HEADER + request.getInt(start)
        ? ForeignReaction.WAITS
        : ForeignReaction.VARIES;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SmbDialogue(context);
  }

  /** Recognises the header of a response of SMB 1, 2 or 3. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    ByteBuffer bytes = received.slice();
    if (bytes.remaining() < RECOGNISABLE || bytes.get(0) != 0) {
      return Optional.empty();
    }
    int magic = bytes.getInt(SessionFraming.HEADER);
    boolean response =
        (magic == Smb1Messages.MAGIC && (bytes.get(13) & REPLY_FLAG) != 0)
            || (magic == Smb2Messages.MAGIC && (bytes.get(20) & RESPONSE_FLAG) != 0);
    return response ? Optional.of(ServiceFacts.of("smb")) : Optional.empty();
  }
}
