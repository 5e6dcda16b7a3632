package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSql;
import io.portprobe.protocols.mssql.MsSqlBrowser;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class MsSqlContractTest {
  private abstract static class BrowserContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new MsSqlBrowserProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(1434);
    }

    @Override
    protected boolean requestsAreAlike() {
      return true;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(ByteBuffer.wrap(SqlServerBytes.browser(SqlServerBytes.TWO_INSTANCES)));
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(MsSqlBrowser.INSTANCE, List.of("a;b", "a b", "x".repeat(33)));
    }
  }

  @Nested
  class AllInstances extends BrowserContract {}

  @Nested
  class OneInstance extends BrowserContract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(MsSqlBrowser.INSTANCE, "SQLEXPRESS");
    }
  }

  @Nested
  class WithoutTls extends PreLoginMessage {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(MsSql.TLS, false);
    }
  }

  @Nested
  class PreLoginMessage extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new MsSqlProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(1433);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(ByteBuffer.wrap(SqlServerBytes.preLogin()));
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(MsSql.INSTANCE, "MSSQLSERVER");
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(MsSql.INSTANCE, List.of("a b", "x".repeat(33)));
    }
  }
}
