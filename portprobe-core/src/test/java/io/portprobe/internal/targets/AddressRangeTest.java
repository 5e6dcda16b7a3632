package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  private static final BigInteger MAPPED = new BigInteger("ffff00000000", 16);

  private static AddressRange parse(String text) {
    AddressRange range = AddressRange.parse(text);
    assertThat(range).as(text).isNotNull();
    return range;
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 1, 192.0.2.1",
    "192.0.2.77/24, 256, 192.0.2.0-192.0.2.255",
    "192.0.2.77/32, 1, 192.0.2.77",
    "1.2.3.4/0, 4294967296, 0.0.0.0-255.255.255.255",
    "192.0.2.1-255, 255, 192.0.2.1-192.0.2.255",
    "192.0.2.1-1, 1, 192.0.2.1",
    "192.0.2.1-192.0.2.1, 1, 192.0.2.1",
    "192.0.2.255-192.0.3.0, 2, 192.0.2.255-192.0.3.0",
    "2001:db8::1/128, 1, 2001:db8::1",
    "2001:db8::1:2/112, 65536, 2001:db8::1:0-2001:db8::1:ffff",
    "2001:db8::/96, 4294967296, 2001:db8::-2001:db8::ffff:ffff",
    "::1-::1:0, 65536, ::1-::1:0",
    "[2001:db8::1], 1, 2001:db8::1",
    "::ffff:192.0.2.1, 1, 192.0.2.1",
  })
  void forms_areParsed(String text, long size, String expected) {
    AddressRange range = parse(text);

    assertThat(range.size()).isEqualTo(size);
    assertThat(range).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "db-01", "db-01.example", "1-2", "", "fe80::1%eth0", "-", "a-b-c"})
  void otherText_mayBeAName(String text) {
    assertThat(AddressRange.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "192.0.2.0/1000",
        "192.0.2.0/24/24",
        "db/24",
        "2001:db8::/95",
        "2001:db8::/129",
        "fe80::1%eth0/128",
        "192.0.2.9-8",
        "192.0.2.1-256",
        "192.0.2.1-",
        "192.0.2.1-db",
        "192.0.2.1-::1",
        "::1-192.0.2.1",
        "::2-::1",
        "::-::1:0:0",
      })
  void invalidValues_areQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse(text))
        .withMessageContaining(text)
        .withMessageContaining("(expected: ");
  }

  @Test
  void largestIpv6Range_has2To32Addresses() {
    assertThat(parse("::-::ffff:ffff").size()).isEqualTo(1L << 32);
  }

  @Test
  void numbers_putIpv4InItsMappedForm() throws Exception {
    assertThat(AddressRange.number(InetAddress.getByName("0.0.0.0"))).isEqualTo(MAPPED);
    assertThat(AddressRange.number(InetAddress.getByName("0.0.1.2")))
        .isEqualTo(MAPPED.add(BigInteger.valueOf(258)));
    assertThat(AddressRange.number(InetAddress.getByName("::1"))).isEqualTo(BigInteger.ONE);
    assertThat(AddressRange.number(InetAddress.getByName("ffff::"))).isPositive();
  }

  @Test
  void highestAddress_isInRange() throws Exception {
    AddressRange last = parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127");

    assertThat(last.address(1).getHostAddress())
        .isEqualTo("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    assertThat(last.last()).isEqualTo(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
    assertThat(AddressRange.of(last.first(), last.last())).isEqualTo(last);
  }

  @Test
  void offset_carriesAcrossBytes() {
    AddressRange range = parse("0.255.255.254-1.0.0.1");

    assertThat(range.address(0).getHostAddress()).isEqualTo("0.255.255.254");
    assertThat(range.address(2).getHostAddress()).isEqualTo("1.0.0.0");
    assertThat(range.address(3).getHostAddress()).isEqualTo("1.0.0.1");
  }

  @Test
  void equality_ignoresHowTheRangeWasWritten() {
    assertThat(parse("192.0.2.0/30"))
        .isEqualTo(parse("192.0.2.0-3"))
        .hasSameHashCodeAs(parse("192.0.2.0-192.0.2.3"))
        .isNotEqualTo(parse("192.0.2.0-2"))
        .isNotEqualTo(parse("192.0.2.1-4"));
  }

  @Property(tries = 300)
  void text_parsesToTheSameRange(
      @ForAll @LongRange(max = 0xffffffffL) long first, @ForAll @IntRange(max = 100_000) int more) {
    long last = Math.min(0xffffffffL, first + more);
    AddressRange range =
        AddressRange.of(
            MAPPED.add(BigInteger.valueOf(first)), MAPPED.add(BigInteger.valueOf(last)));

    assertThat(parse(range.toString())).isEqualTo(range);
    assertThat(range.size()).isEqualTo(last - first + 1);
  }

  @Property(tries = 300)
  void address_hasTheNumberOfItsOffset(
      @ForAll @Size(16) byte[] bytes, @ForAll @LongRange(max = 0xffffffffL) long offset)
      throws Exception {
    InetAddress address = InetAddress.getByAddress(bytes);
    BigInteger first = AddressRange.number(address);
    BigInteger last = first.add(BigInteger.valueOf(offset));
    if (last.bitLength() > 128 || address.getAddress().length == 4) {
      return;
    }

    assertThat(AddressRange.number(AddressRange.of(first, last).address(offset))).isEqualTo(last);
  }
}
