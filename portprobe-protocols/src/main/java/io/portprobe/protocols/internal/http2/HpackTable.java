package io.portprobe.protocols.internal.http2;

import java.util.List;

/** The static table of RFC 7541 appendix A. */
final class HpackTable {
  private static final List<HeaderField> ENTRIES =
      """
      :authority|
      :method|GET
      :method|POST
      :path|/
      :path|/index.html
      :scheme|http
      :scheme|https
      :status|200
      :status|204
      :status|206
      :status|304
      :status|400
      :status|404
      :status|500
      accept-charset|
      accept-encoding|gzip, deflate
      accept-language|
      accept-ranges|
      accept|
      access-control-allow-origin|
      age|
      allow|
      authorization|
      cache-control|
      content-disposition|
      content-encoding|
      content-language|
      content-length|
      content-location|
      content-range|
      content-type|
      cookie|
      date|
      etag|
      expect|
      expires|
      from|
      host|
      if-match|
      if-modified-since|
      if-none-match|
      if-range|
      if-unmodified-since|
      last-modified|
      link|
      location|
      max-forwards|
      proxy-authenticate|
      proxy-authorization|
      range|
      referer|
      refresh|
      retry-after|
      server|
      set-cookie|
      strict-transport-security|
      transfer-encoding|
      user-agent|
      vary|
      via|
      www-authenticate|
      """
          .lines()
          .map(HpackTable::entry)
          .toList();

  /** The number of entries. */
  static final int SIZE = ENTRIES.size();

  private HpackTable() {}

  private static HeaderField entry(String line) {
    int bar = line.indexOf('|');
    return new HeaderField(line.substring(0, bar), line.substring(bar + 1));
  }

  /** Returns an entry by its index, 1 to {@link #SIZE}. */
  static HeaderField get(int index) {
    return ENTRIES.get(index - 1);
  }
}
