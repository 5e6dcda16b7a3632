/** Wait strategies of Testcontainers. */
@NullMarked
package io.portprobe.testcontainers;

import org.jspecify.annotations.NullMarked;
