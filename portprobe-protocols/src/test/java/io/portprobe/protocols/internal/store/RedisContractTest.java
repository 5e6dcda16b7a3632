package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.store.Redis;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class RedisContractTest {
  private static final String INFO =
      String.join(
          "\r\n",
          "# Server",
          "redis_version:7.0.15",
          "redis_mode:standalone",
          "os:Linux x86_64",
          "# Replication",
          "role:master",
          "");

  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new RedisProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(6379);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("redis");
    }

    static List<ByteBuffer> text(String text) {
      return List.of(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
  }

  @Nested
  class Open extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return US_ASCII.decode(request).toString().contains("PING")
          ? text("+PONG\r\n")
          : text("$" + INFO.length() + "\r\n" + INFO + "\r\n");
    }
  }

  @Nested
  class WithoutInfo extends Contract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Redis.INFO, false);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return text("-NOAUTH Authentication required.\r\n");
    }
  }
}
