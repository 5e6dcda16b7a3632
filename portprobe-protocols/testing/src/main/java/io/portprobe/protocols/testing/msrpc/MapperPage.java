package io.portprobe.protocols.testing.msrpc;

import java.util.List;

/**
 * One response to a lookup or map call.
 *
 * @param entries the entries
 * @param status the status of the call
 * @param hasHandle whether the response has a handle for further entries
 * @param restarts whether that handle continues with the first entry
 */
record MapperPage(List<MapperEntry> entries, int status, boolean hasHandle, boolean restarts) {
  private static final int NO_MORE = 0x16c9_a0d6;

  /**
   * Creates a page.
   *
   * @param ending the way in which the server ends its list
   * @param entries the next entries
   * @param atEnd whether they are the last ones
   */
  static MapperPage of(EndpointMapperPeer.Ending ending, List<MapperEntry> entries, boolean atEnd) {
    if (!atEnd) {
      return new MapperPage(entries, 0, true, false);
    }
    return switch (ending) {
      case WITH_LAST_PAGE -> new MapperPage(entries, NO_MORE, false, false);
      case NULL_HANDLE -> new MapperPage(entries, 0, false, false);
      case NEVER -> new MapperPage(entries, 0, true, true);
      case EMPTY_PAGES -> new MapperPage(entries, 0, true, false);
      case BY_FURTHER_CALL ->
          entries.isEmpty()
              ? new MapperPage(entries, NO_MORE, false, false)
              : new MapperPage(entries, 0, true, false);
    };
  }
}
