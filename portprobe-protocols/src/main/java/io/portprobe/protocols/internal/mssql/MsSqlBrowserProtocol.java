package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSqlBrowser;
import io.portprobe.protocols.mssql.SqlServerInstances;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code "mssql-browser"}; {@link MsSqlBrowser} describes it. Thread-safe. */
public final class MsSqlBrowserProtocol implements Protocol {
  /** Creates the protocol. */
  public MsSqlBrowserProtocol() {}

  @Override
  public String name() {
    return "mssql-browser";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(1434));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(MsSqlBrowser.INSTANCE);
  }

  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return InstanceList.read(received.duplicate(), received.remaining())
        .map(SqlServerInstances::facts);
  }

  @Override
  public int rarity() {
    return 3;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new BrowserDialogue(context);
  }
}
