package io.portprobe.protocols.internal.msrpc.tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceNamesTest {
  @ParameterizedTest
  @CsvSource({
    "e1af8308-5d1f-11c9-91a4-08002b14a0fa,epmapper", // the first row
    "12345778-1234-abcd-ef00-0123456789ac,samr",
    "e3514235-4b06-11d1-ab04-00c04fc2dcd2,drsuapi",
    "367abb81-9844-35f1-ad32-98f038001003,svcctl",
    "bf09192c-ed60-4928-9dff-d0d7bcb03ed8,winbind", // the last row
  })
  void of_knownInterface_returnsShortName(UUID id, String name) {
    assertThat(InterfaceNames.of(id)).contains(name);
  }

  @Test
  void of_unknownInterface_isEmpty() {
    assertThat(InterfaceNames.of(new UUID(0, 0))).isEmpty();
    assertThat(InterfaceNames.of(new UUID(1, 2))).isEmpty();
  }
}
