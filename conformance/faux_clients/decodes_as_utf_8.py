# SPDX-License-Identifier: Apache-2.0
"""Takes every answer for UTF-8, and breaks where it is none."""

from typing import Any

from faux_base import Client, main


class DecodesAsUtf8(Client):
    """The base client with one defect."""

    def run(self) -> dict[str, Any]:
        try:
            return super().run()
        except UnicodeDecodeError as error:
            return {"outcome": "error", "message": str(error)}

    @staticmethod
    def document(body: bytes) -> bytes:
        return body.decode("utf-8").encode("utf-8")


if __name__ == "__main__":
    main(DecodesAsUtf8)
