"""The menu of a bare start."""

from hyqz_site.desk.menu import menu

EVERY = {"serve", "check", "build", "new", "fix", "schedule", "menu"}


def played(*answers: str, commands: set[str] = EVERY, status: int = 0) -> tuple[list[list[str]], list[str]]:
    ran: list[list[str]] = []
    said: list[str] = []
    left = list(answers)

    def run(words: list[str]) -> int:
        ran.append(words)
        return status

    assert menu(lambda _: left.pop(0) if left else None, said.append, run, commands) == 0
    return ran, said


def test_each_number_runs_its_command_and_return_is_the_preview() -> None:
    ran, _ = played("", "2", "３", "5", "6", "0", "1")

    assert ran == [["serve", "--open"], ["check"], ["build"], ["fix"], ["schedule"]]


def test_a_new_record_asks_for_its_kind() -> None:
    assert played("4", "1", "0")[0] == [["new", "志愿者"]]
    for name in ("志愿者", "volunteer", " volunteers "):
        assert played("4", name, "0")[0] == [["new", "志愿者"]], name


def test_a_kind_that_is_none_is_answered() -> None:
    assert any(line.startswith("没有“99”这一类。可以写：志愿者、") for line in played("4", "99", "0")[1])
    assert any(line.startswith("没有“志原者”这一类。是不是“志愿者”？") for line in played("4", "志原者", "0")[1])
    assert "没有这一类。" in played("4", "", "0")[1]


def test_only_commands_that_exist_are_offered() -> None:
    assert not any("打包" in line for line in played("0")[1])
    assert played("7", "0", commands={*EVERY, "pack"})[0] == [["pack"]]


def test_an_error_leaves_the_menu_open() -> None:
    ran, said = played("2", "2", "0", status=1)

    assert len(ran) == 2
    assert said.count("上面写着哪里要改。改好以后再选一次。") == 2


def test_nonsense_is_answered_and_the_end_of_input_is_the_end() -> None:
    assert "没有“二”这一项。" in played("二")[1]
