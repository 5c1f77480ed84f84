"""What a register says of people: where, how long it may be kept, and who agreed to it."""

from mes_cli.privacy.inventory import Inventory, inventory

__all__ = ["Inventory", "inventory"]
