"""A client of the scoring service that needs no generated code: the server tells its messages by reflection.

Needs grpcio and protobuf: Debian's python3-grpcio, or pip install grpcio protobuf.
"""

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

REFLECTION = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
LARGEST_MESSAGE = 64 * 1024 * 1024


def _varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def _field(number, value):
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _fields(data):
    """(number, bytes) of the length-delimited fields of a message that has varints beside them at most."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        tag = varint()
        length = varint()
        if tag & 7 == 2:
            yield tag >> 3, data[at : at + length]
            at += length


def _files(channel, service):
    """The descriptors of a service's file and of all that it imports, imports first."""
    ask = channel.stream_stream(REFLECTION)
    found = {}
    for answer in ask(iter([_field(4, service.encode())])):  # file_containing_symbol
        for number, part in _fields(answer):
            if number == 4:  # file_descriptor_response
                for _, data in _fields(part):
                    file = descriptor_pb2.FileDescriptorProto.FromString(data)
                    found[file.name] = file
    if not found:
        raise RuntimeError(f"the server knows no {service}")
    ordered = []

    def add(name):
        if name in found:
            file = found.pop(name)
            for dependency in file.dependency:
                add(dependency)
            ordered.append(file)

    for name in list(found):
        add(name)
    return ordered


class Service:
    """One service of the server; every method is an attribute that takes and gives a message."""

    def __init__(self, address, name="healthscore.v1.ScoringService"):
        self.channel = grpc.insecure_channel(
            address,
            options=[
                ("grpc.max_receive_message_length", LARGEST_MESSAGE),
                ("grpc.max_send_message_length", LARGEST_MESSAGE),
            ],
        )
        self.pool = descriptor_pool.DescriptorPool()
        for file in _files(self.channel, name):
            self.pool.Add(file)
        for method in self.pool.FindServiceByName(name).methods:
            answer = self._class_of(method.output_type)
            call = self.channel.unary_unary(
                f"/{name}/{method.name}",
                request_serializer=lambda message: message.SerializeToString(),
                response_deserializer=answer.FromString,
            )
            setattr(self, method.name, call)

    def message(self, name):
        """The class of a message, such as "ScoreRequest"."""
        return self._class_of(self.pool.FindMessageTypeByName(f"healthscore.v1.{name}"))

    @staticmethod
    def _class_of(descriptor):
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(descriptor.file.pool).GetPrototype(descriptor)

    def close(self):
        self.channel.close()


def set_factors(request, values):
    """{"tenure": 3, "contract": "One year", "logins_28d": None}: None is not measured."""
    for key, value in values.items():
        if isinstance(value, str):
            request.factors[key].category = value
        elif value is not None:
            request.factors[key].number = value
