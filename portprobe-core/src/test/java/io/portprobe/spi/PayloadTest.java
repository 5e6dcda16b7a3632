package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void copyOf_positionAndLimit_areRespectedAndKept() {
    ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);

    Payload payload = Payload.copyOf(source);

    assertThat(payload.view()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    assertThat(payload.size()).isEqualTo(2);
    assertThat(source.position()).isEqualTo(1);
  }

  @Test
  void copyOf_arrayChangedLater_keepsItsBytes() {
    byte[] array = {1, 2};
    Payload payload = Payload.copyOf(ByteBuffer.wrap(array));

    array[0] = 9;

    assertThat(payload.view().get(0)).isEqualTo((byte) 1);
  }

  @Test
  void view_isReadOnlyAndIndependent() {
    Payload payload = Payload.copyOf(ByteBuffer.wrap(new byte[] {1, 2}));

    payload.view().get();

    assertThat(payload.view().remaining()).isEqualTo(2);
    assertThatThrownBy(() -> payload.view().put(0, (byte) 3))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void equals_comparesBytes() {
    Payload payload = Payload.copyOf(ByteBuffer.wrap(new byte[] {1, 2}));

    assertThat(payload)
        .isEqualTo(Payload.copyOf(ByteBuffer.wrap(new byte[] {1, 2})))
        .hasSameHashCodeAs(Payload.copyOf(ByteBuffer.wrap(new byte[] {1, 2})))
        .isNotEqualTo(Payload.copyOf(ByteBuffer.wrap(new byte[] {1, 3})));
  }

  @Test
  void toString_doesNotShowBytes() {
    assertThat(Payload.copyOf(ByteBuffer.wrap(new byte[] {65}))).hasToString("1 bytes");
  }
}
