package io.portprobe.protocols.internal.sql;

import static io.portprobe.protocols.internal.recording.Recording.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.sql.PostgreSql;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgreSqlContractTest {
  private static final int SSL_REQUEST_LENGTH = 8;

  /** A server that replies to a StartupMessage with a recorded response. */
  private abstract static class Contract extends ProtocolContract {
    private final byte[] sslResponse;
    private final byte[] response;

    Contract(char sslResponse, String name) {
      this.sslResponse = new byte[] {(byte) sslResponse};
      byte[] recorded = read(SqlFuzzTest.class, "postgreSql", name);
      this.response = Arrays.copyOfRange(recorded, 1, recorded.length);
    }

    @Override
    protected Protocol protocol() {
      return new PostgreSqlProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(5432);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      boolean ssl = request.remaining() == SSL_REQUEST_LENGTH;
      return List.of(ByteBuffer.wrap(ssl ? sslResponse : response));
    }
  }

  /** A contract whose server first sends one letter, which identifies no protocol. */
  private abstract static class ContractWithLetter extends Contract {
    ContractWithLetter(char sslResponse, String name) {
      super(sslResponse, name);
    }

    @Override
    @Test
    public void ownServer_isRecognised() {
      assertThat(protocol().recognise(ByteBuffer.wrap(new byte[] {'S'}))).isEmpty();
      assertThat(protocol().recognise(ByteBuffer.wrap(new byte[] {'N'}))).isEmpty();
    }
  }

  @Nested
  class WithTls extends ContractWithLetter {
    WithTls() {
      super('S', "postgresql-15.18-scram");
    }
  }

  @Nested
  class WithoutTls extends ContractWithLetter {
    WithoutTls() {
      super('N', "postgresql-15.18-trust");
    }
  }

  @Nested
  class WithoutSslRequest extends Contract {
    WithoutSslRequest() {
      super('N', "postgresql-15.18-no-hba");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(PostgreSql.TLS, false);
    }
  }
}
