package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.sql.MySql;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class MySqlContractTest {
  /** A server that sends a recorded packet. */
  private abstract static class Contract extends ProtocolContract {
    private final byte[] greeting;

    Contract(String name) {
      this.greeting = Recording.read(SqlFuzzTest.class, "mySql", name);
    }

    @Override
    protected Protocol protocol() {
      return new MySqlProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(3306);
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(ByteBuffer.wrap(greeting));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of();
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("mariadb-denied");
    }
  }

  @Nested
  class Greeting extends Contract {
    Greeting() {
      super("mariadb-10.11.19");
    }
  }

  @Nested
  class WithTls extends Contract {
    WithTls() {
      super("mariadb-10.11.19");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(MySql.TLS, true);
    }
  }
}
