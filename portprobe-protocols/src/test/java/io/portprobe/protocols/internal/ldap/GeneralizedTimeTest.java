package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralizedTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20030710041431.0Z | 2003-07-10T04:14:31Z",
        "20030710041431Z | 2003-07-10T04:14:31Z",
        "20030710041431,25Z | 2003-07-10T04:14:31.250Z",
        "20030710041431.1234567891Z | 2003-07-10T04:14:31.123456789Z",
        "200307100414Z | 2003-07-10T04:14:00Z",
        "200307100414.5Z | 2003-07-10T04:14:30Z",
        "2003071004Z | 2003-07-10T04:00:00Z",
        "2003071004.25Z | 2003-07-10T04:15:00Z",
        "20030710041431+0200 | 2003-07-10T02:14:31Z",
        "20030710041431-0930 | 2003-07-10T13:44:31Z",
        "20030710041431-05 | 2003-07-10T09:14:31Z",
        "20161231235960Z | 2016-12-31T23:59:59Z",
        "20240229000000Z | 2024-02-29T00:00:00Z"
      })
  void parse_everyForm_returnsTime(String text, Instant time) {
    assertThat(GeneralizedTime.parse(text)).hasValue(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20030710041431",
        "20030710041431.Z",
        "20031310041431Z",
        "20030230041431Z",
        "20030710241431Z",
        "20030710046031Z",
        "20030710041461Z",
        "20030710041431+1900",
        "20030710041431z",
        " 20030710041431Z",
        "20030710041431Z\n",
        "2003071\u0660041431Z"
      })
  void parse_otherText_returnsEmpty(String text) {
    assertThat(GeneralizedTime.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1_000_000})
  void parse_longText_returnsEmpty(int length) {
    String text = "20030710041431." + "0".repeat(length) + "Z";
    assertThat(GeneralizedTime.parse(text)).isEmpty();
  }
}
